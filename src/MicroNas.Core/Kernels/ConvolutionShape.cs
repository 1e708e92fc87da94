using MicroNas.Core.Latency;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Kernels;

/// <summary>The geometry of one CONV_2D as the runtime's descriptor states it: height is time T, width is sensors S.</summary>
public readonly record struct ConvolutionShape(
    int InputHeight,
    int InputWidth,
    int InputChannels,
    int OutputHeight,
    int OutputWidth,
    int OutputChannels,
    int KernelHeight,
    int KernelWidth,
    int StrideHeight,
    int StrideWidth,
    int PaddingTop,
    int PaddingLeft)
{
    /// <summary>Weights of one output channel.</summary>
    public int FilterSize => KernelHeight * KernelWidth * InputChannels;

    /// <summary>Of an operator of a validated model.</summary>
    public static ConvolutionShape Of(QuantizedModel model, Convolution2D node)
    {
        var (input, filter, output) = (model.Tensors[node.Inputs[0]].Shape, model.Tensors[node.Inputs[1]].Shape, model.Tensors[node.Output].Shape);
        return new(
            input[1], input[2], input[3], output[1], output[2], output[3], filter[1], filter[2], node.StrideHeight, node.StrideWidth,
            ConvolutionGeometry.PaddingBefore(node.Padding, input[1], filter[1], node.StrideHeight, output[1]),
            ConvolutionGeometry.PaddingBefore(node.Padding, input[2], filter[2], node.StrideWidth, output[2]));
    }

    /// <summary>Of an operator of the search space: SAME padding.</summary>
    public static ConvolutionShape Of(OperatorShape shape) => new(
        shape.Input.Time, shape.Input.Sensors, shape.Input.Channels,
        shape.Output.Time, shape.Output.Sensors, shape.Output.Channels,
        shape.KernelTime, shape.KernelSensors, shape.StrideTime, shape.StrideSensors,
        ConvolutionGeometry.PaddingBefore(Padding.Same, shape.Input.Time, shape.KernelTime, shape.StrideTime, shape.Output.Time),
        ConvolutionGeometry.PaddingBefore(Padding.Same, shape.Input.Sensors, shape.KernelSensors, shape.StrideSensors, shape.Output.Sensors));
}
