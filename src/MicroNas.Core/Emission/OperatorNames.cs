using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Names of operators in TFLM's op resolver.</summary>
internal static class OperatorNames
{
    public static string ResolverMethod(QuantizedOperator node) => node switch
    {
        Convolution2D => "AddConv2D",
        Add => "AddAdd",
        Concatenation => "AddConcatenation",
        DepthwiseConvolution2D => "AddDepthwiseConv2D",
        FullyConnected => "AddFullyConnected",
        MaxPool2D => "AddMaxPool2D",
        Pad => "AddPad",
        Relu => "AddRelu",
        AveragePool2D => "AddAveragePool2D",
        Mean => "AddMean",
        Reshape => "AddReshape",
        Softmax => "AddSoftmax",
        _ => node.GetType().Name, // refused by OperatorEmitter with its index
    };
}
