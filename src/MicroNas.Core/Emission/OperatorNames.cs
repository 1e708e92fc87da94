using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Names of operators in TFLM's op resolver.</summary>
internal static class OperatorNames
{
    public static string ResolverMethod(QuantizedOperator node) => node switch
    {
        Convolution2D => "AddConv2D",
        DepthwiseConvolution2D => "AddDepthwiseConv2D",
        FullyConnected => "AddFullyConnected",
        Add => "AddAdd",
        AveragePool2D => "AddAveragePool2D",
        MaxPool2D => "AddMaxPool2D",
        Mean => "AddMean",
        Reshape => "AddReshape",
        Softmax => "AddSoftmax",
        Relu => "AddRelu",
        Concatenation => "AddConcatenation",
        Pad => "AddPad",
        _ => node.GetType().Name, // refused by OperatorEmitter with its index
    };
}
