using System.Runtime.InteropServices;
using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the runtime's descriptor of anything that sums products and rescales them by channel: <c>micronas_convolution</c>.</summary>
internal static class ConvolutionConstants
{
    /// <param name="context">The operator; its inputs are activation, weights and, if there is one, bias.</param>
    /// <param name="node">CONV_2D, DEPTHWISE_CONV_2D or FULLY_CONNECTED.</param>
    /// <param name="shape">Geometry in the descriptor's terms.</param>
    /// <param name="multipliers">One for each of N output channels.</param>
    /// <param name="activation">Fused.</param>
    /// <param name="kernel">How a CONV_2D is run; null for the others.</param>
    /// <param name="channelsInnermost">Weights are [...][N], else [N][...].</param>
    public static void Write(
        OperatorContext context, QuantizedOperator node, ConvolutionShape shape, FixedPointMultiplier[] multipliers, FusedActivation activation,
        ConvolutionPlan? kernel = null, bool channelsInnermost = false)
    {
        var weights = MemoryMarshal.Cast<byte, sbyte>(context.Tensor(node.Inputs[1]).Data!.Value.Span);
        var (source, target) = (context.Tensor(node.Inputs[0]).Quantization!, context.Tensor(node.Output).Quantization!);
        var bias = RequantizationForm.BiasOf(context.Model, node, shape.OutputChannels);
        var bounds = ActivationBounds.For(activation, target);
        var filters = channelsInnermost ? ByChannel(weights, shape.OutputChannels) : weights;
        multipliers = RequantizationForm.WithoutSilent(filters, bias, multipliers, source.ZeroPoint);
        var quick = RequantizationForm.IsQuick(filters, bias, multipliers, source.ZeroPoint, bounds);
        var splitsLast = kernel is not null && ConvolutionKernels.SplitsLast(kernel.Kernel, shape);
        var parts = kernel is { Kernel: ConvolutionKernel.Packed } ? PackedParts.Of(shape, weights, source.ZeroPoint) : [];
        var name = context.Name;
        context.Writer
            .Array(FormattableString.Invariant($"static const alignas(4) int8_t {name}_weights[{weights.Length}]"), weights)
            .Array<int>(FormattableString.Invariant($"static const int32_t {name}_bias[{bias.Length}]"), bias)
            .Array<int>(FormattableString.Invariant($"static const int32_t {name}_multiplier[{bias.Length}]"), multipliers.Select(value => value.Mantissa).ToArray())
            .Array<int>(FormattableString.Invariant($"static const int8_t {name}_shift[{bias.Length}]"), multipliers.Select(value => value.Shift).ToArray());
        if (parts.Length > 0)
        {
            context.Writer.Array<byte>(FormattableString.Invariant($"static const uint8_t {name}_parts[{parts.Length}]"), parts);
        }

        context.Writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_convolution {{name}} = {
                .input_height = {{shape.InputHeight}}, .input_width = {{shape.InputWidth}}, .input_channels = {{shape.InputChannels}},
                .output_height = {{shape.OutputHeight}}, .output_width = {{shape.OutputWidth}}, .output_channels = {{shape.OutputChannels}},
                .kernel_height = {{shape.KernelHeight}}, .kernel_width = {{shape.KernelWidth}},
                .stride_height = {{shape.StrideHeight}}, .stride_width = {{shape.StrideWidth}},
                .padding_top = {{shape.PaddingTop}}, .padding_left = {{shape.PaddingLeft}},
                .input_offset = {{-source.ZeroPoint}}, .output_offset = {{target.ZeroPoint}},
                .activation_minimum = {{bounds.Minimum}}, .activation_maximum = {{bounds.Maximum}},
                .rows = {{kernel?.Rows ?? 1}}, .split_last = {{(splitsLast ? 1 : 0)}}, .quick = {{(quick ? 1 : 0)}},
                .weights = {{name}}_weights, .bias = {{name}}_bias, .multiplier = {{name}}_multiplier, .shift = {{name}}_shift,
                .parts = {{(parts.Length > 0 ? name + "_parts" : "NULL")}},
            };

            """));
    }

    private static sbyte[] ByChannel(ReadOnlySpan<sbyte> weights, int channels)
    {
        var result = new sbyte[weights.Length];
        var taps = weights.Length / channels;
        for (var i = 0; i < weights.Length; i++)
        {
            result[(i % channels * taps) + (i / channels)] = weights[i];
        }

        return result;
    }
}
