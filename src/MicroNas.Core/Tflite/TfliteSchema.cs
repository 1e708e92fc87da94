namespace MicroNas.Core.Tflite;

/// <summary>Field ids, union tags and codes of the TensorFlow Lite schema, version 3, as far as the product reads and writes it.</summary>
internal static class TfliteSchema
{
    public const string Identifier = "TFL3";
    public const int Version = 3;

    public static class Model
    {
        public const int FieldCount = 8;
        public const int Version = 0;
        public const int OperatorCodes = 1;
        public const int Subgraphs = 2;
        public const int Description = 3;
        public const int Buffers = 4;
        public const int Metadata = 6;
        public const int SignatureDefs = 7;
    }

    public static class OperatorCode
    {
        public const int FieldCount = 4;
        public const int DeprecatedBuiltinCode = 0;
        public const int CustomCode = 1;
        public const int Version = 2;
        public const int BuiltinCode = 3;
    }

    public static class SubGraph
    {
        public const int FieldCount = 5;
        public const int Tensors = 0;
        public const int Inputs = 1;
        public const int Outputs = 2;
        public const int Operators = 3;
        public const int Name = 4;
    }

    public static class Tensor
    {
        public const int FieldCount = 8;
        public const int Shape = 0;
        public const int Type = 1;
        public const int Buffer = 2;
        public const int Name = 3;
        public const int Quantization = 4;
        public const int IsVariable = 5;
        public const int Sparsity = 6;
    }

    public static class Quantization
    {
        public const int FieldCount = 7;
        public const int Scale = 2;
        public const int ZeroPoint = 3;
        public const int DetailsType = 4;
        public const int QuantizedDimension = 6;
    }

    public static class Operator
    {
        public const int FieldCount = 9;
        public const int OpcodeIndex = 0;
        public const int Inputs = 1;
        public const int Outputs = 2;
        public const int BuiltinOptionsType = 3;
        public const int BuiltinOptions = 4;
    }

    public static class Buffer
    {
        public const int FieldCount = 3;
        public const int Data = 0;
        public const int Offset = 1;
    }

    public static class Metadata
    {
        public const int FieldCount = 2;
        public const int Name = 0;
        public const int Buffer = 1;
    }

    public static class SignatureDef
    {
        public const int FieldCount = 5;
        public const int Inputs = 0;
        public const int Outputs = 1;
        public const int SignatureKey = 2;
        public const int SubgraphIndex = 4;
    }

    public static class TensorMap
    {
        public const int FieldCount = 2;
        public const int Name = 0;
        public const int TensorIndex = 1;
    }

    public static class Conv2DOptions
    {
        public const int FieldCount = 6;
        public const int Padding = 0;
        public const int StrideWidth = 1;
        public const int StrideHeight = 2;
        public const int FusedActivation = 3;
        public const int DilationWidth = 4;
        public const int DilationHeight = 5;
    }

    public static class DepthwiseConv2DOptions
    {
        public const int FieldCount = 7;
        public const int Padding = 0;
        public const int StrideWidth = 1;
        public const int StrideHeight = 2;
        public const int DepthMultiplier = 3;
        public const int FusedActivation = 4;
        public const int DilationWidth = 5;
        public const int DilationHeight = 6;
    }

    public static class FullyConnectedOptions
    {
        public const int FieldCount = 4;
        public const int FusedActivation = 0;
        public const int WeightsFormat = 1;
        public const int KeepDimensions = 2;
    }

    public static class ConcatenationOptions
    {
        public const int FieldCount = 2;
        public const int Axis = 0;
        public const int FusedActivation = 1;
    }

    public static class PadOptions
    {
        public const int FieldCount = 0;
    }

    public static class Pool2DOptions
    {
        public const int FieldCount = 6;
        public const int Padding = 0;
        public const int StrideWidth = 1;
        public const int StrideHeight = 2;
        public const int FilterWidth = 3;
        public const int FilterHeight = 4;
        public const int FusedActivation = 5;
    }

    public static class AddOptions
    {
        public const int FieldCount = 2;
        public const int FusedActivation = 0;
    }

    public static class SoftmaxOptions
    {
        public const int FieldCount = 1;
        public const int Beta = 0;
    }

    public static class ReshapeOptions
    {
        public const int FieldCount = 1;
        public const int NewShape = 0;
    }

    public static class ReducerOptions
    {
        public const int FieldCount = 1;
        public const int KeepDimensions = 0;
    }
}
