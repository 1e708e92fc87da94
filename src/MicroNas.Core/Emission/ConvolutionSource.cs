using System.Runtime.InteropServices;
using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the constants of one CONV_2D; the weights stand in the .tflite's order, which every kernel reads.</summary>
internal static class ConvolutionSource
{
    /// <returns>The statement that runs it; <c>arena</c> is a pointer to int8_t.</returns>
    public static string Emit(QuantizedModel model, Convolution2D node, KernelSchedule schedule, int index, CWriter writer)
    {
        var (input, filter, output) = (model.Tensors[node.Inputs[0]], model.Tensors[node.Inputs[1]], model.Tensors[node.Output]);
        var (source, target) = (input.Quantization!, output.Quantization!);
        var shape = ConvolutionShape.Of(model, node);
        var (kernel, plan) = (schedule.Convolutions[index]!, schedule.Arena);
        var weights = MemoryMarshal.Cast<byte, sbyte>(filter.Data!.Value.Span);
        var bias = RequantizationForm.BiasOf(model, node);
        var multipliers = OutputMultipliers.Convolution(source, filter.Quantization!, target, shape.OutputChannels);
        var bounds = ActivationBounds.For(node.Activation, target);
        var quick = RequantizationForm.IsQuick(weights, bias, multipliers, source.ZeroPoint, bounds);
        var name = FormattableString.Invariant($"operator{index}");
        var parts = kernel.Kernel == ConvolutionKernel.Packed ? PackedParts.Of(shape, weights, source.ZeroPoint) : [];
        writer
            .Array(FormattableString.Invariant($"static const alignas(4) int8_t {name}_weights[{weights.Length}]"), weights)
            .Array<int>(FormattableString.Invariant($"static const int32_t {name}_bias[{bias.Length}]"), bias)
            .Array<int>(FormattableString.Invariant($"static const int32_t {name}_multiplier[{bias.Length}]"), multipliers.Select(value => value.Mantissa).ToArray())
            .Array<int>(FormattableString.Invariant($"static const int8_t {name}_shift[{bias.Length}]"), multipliers.Select(value => value.Shift).ToArray());
        if (parts.Length > 0)
        {
            writer.Array<byte>(FormattableString.Invariant($"static const uint8_t {name}_parts[{parts.Length}]"), parts);
        }

        writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_convolution {{name}} = {
                .input_height = {{shape.InputHeight}}, .input_width = {{shape.InputWidth}}, .input_channels = {{shape.InputChannels}},
                .output_height = {{shape.OutputHeight}}, .output_width = {{shape.OutputWidth}}, .output_channels = {{shape.OutputChannels}},
            {{WindowMembers.Of(input, output, shape.KernelHeight, shape.KernelWidth, shape.StrideHeight, shape.StrideWidth, node.Padding)}}
                .input_offset = {{-source.ZeroPoint}}, .output_offset = {{target.ZeroPoint}},
                .activation_minimum = {{bounds.Minimum}}, .activation_maximum = {{bounds.Maximum}},
                .rows = {{kernel.Rows}}, .split_last = {{(ConvolutionKernels.SplitsLast(kernel.Kernel, shape) ? 1 : 0)}}, .quick = {{(quick ? 1 : 0)}},
                .weights = {{name}}_weights, .bias = {{name}}_bias, .multiplier = {{name}}_multiplier, .shift = {{name}}_shift,
                .parts = {{(parts.Length > 0 ? name + "_parts" : "NULL")}},
            };

            """));
        var scratch = plan.ScratchOffsets[index] < 0 ? "NULL" : FormattableString.Invariant($"arena + {plan.ScratchOffsets[index]}");
        return FormattableString.Invariant(
            $"{ConvolutionKernels.FunctionName(kernel.Kernel)}(&{name}, arena + {plan.Offsets[node.Inputs[0]]}, arena + {plan.Offsets[node.Output]}, {scratch});");
    }
}
