using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Names of operators in TFLite's schema and in TFLM's op resolver.</summary>
internal static class OperatorNames
{
    public static string Tflite(QuantizedOperator node) => node switch
    {
        Convolution2D => "CONV_2D",
        Add => "ADD",
        AveragePool2D => "AVERAGE_POOL_2D",
        Mean => "MEAN",
        Reshape => "RESHAPE",
        Softmax => "SOFTMAX",
        _ => node.GetType().Name,
    };

    public static string ResolverMethod(QuantizedOperator node) => node switch
    {
        Convolution2D => "AddConv2D",
        Add => "AddAdd",
        AveragePool2D => "AddAveragePool2D",
        Mean => "AddMean",
        Reshape => "AddReshape",
        Softmax => "AddSoftmax",
        _ => throw new NotSupportedException(node.GetType().Name),
    };
}
