using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the constants of one DEPTHWISE_CONV_2D; the weights stand in the .tflite's order.</summary>
internal static class DepthwiseConvolutionSource
{
    /// <returns>The statement that runs it.</returns>
    public static string Emit(OperatorContext context, DepthwiseConvolution2D node)
    {
        var (input, weights, output) = (context.Tensor(node.Inputs[0]), context.Tensor(node.Inputs[1]), context.Tensor(node.Output));
        var shape = new ConvolutionShape(
            input.Shape[1], input.Shape[2], input.Shape[3], output.Shape[1], output.Shape[2], output.Shape[3],
            weights.Shape[1], weights.Shape[2], node.StrideHeight, node.StrideWidth,
            ConvolutionGeometry.PaddingBefore(node.Padding, input.Shape[1], weights.Shape[1], node.StrideHeight, output.Shape[1]),
            ConvolutionGeometry.PaddingBefore(node.Padding, input.Shape[2], weights.Shape[2], node.StrideWidth, output.Shape[2]));
        var multipliers = OutputMultipliers.Convolution(input.Quantization!, weights.Quantization!, output.Quantization!, shape.OutputChannels);
        ConvolutionConstants.Write(context, node, shape, multipliers, node.Activation, channelsInnermost: true);
        return $"micronas_depthwise_convolve(&{context.Name}, {context.Place(node.Inputs[0])}, {context.Place(node.Output)}, NULL);";
    }
}
