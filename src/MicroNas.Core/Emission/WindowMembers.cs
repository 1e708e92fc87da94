using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>The members of a pooling descriptor that say how its window moves.</summary>
internal static class WindowMembers
{
    public static string Of(
        QuantizedTensor input, QuantizedTensor output, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, Padding padding)
    {
        var top = ConvolutionGeometry.PaddingBefore(padding, input.Shape[1], kernelHeight, strideHeight, output.Shape[1]);
        var left = ConvolutionGeometry.PaddingBefore(padding, input.Shape[2], kernelWidth, strideWidth, output.Shape[2]);
        return FormattableString.Invariant(
            $"""
                .kernel_height = {kernelHeight}, .kernel_width = {kernelWidth},
                .stride_height = {strideHeight}, .stride_width = {strideWidth},
                .padding_top = {top}, .padding_left = {left},
            """);
    }
}
