using MicroNas.Core.Memory;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the constants of each operator and the call that runs it.</summary>
internal sealed class OperatorEmitter(EmissionContext context, ArenaPlan plan, CWriter writer)
{
    private readonly List<string> calls = [];

    /// <summary>Statements in execution order; <c>arena</c> is a pointer to int8_t.</summary>
    public IReadOnlyList<string> Calls => calls;

    public void Emit(QuantizedOperator node, int index)
    {
        var name = FormattableString.Invariant($"operator{index}");
        var expectedInputs = node switch
        {
            Convolution2D => node.Inputs.Count is 2 or 3,
            Add => node.Inputs.Count == 2,
            _ => node.Inputs.Count >= 1,
        };
        if (!expectedInputs)
        {
            throw context.Misfit(node, $"it has {node.Inputs.Count} inputs");
        }

        switch (node)
        {
            case Convolution2D convolution:
                EmitConvolution(convolution, name);
                break;
            case Add add:
                EmitAdd(add, name);
                break;
            case AveragePool2D pool:
                EmitAveragePool(pool, name);
                break;
            case Mean mean:
                EmitMean(mean, name);
                break;
            case Softmax softmax:
                EmitSoftmax(softmax, name);
                break;
            case Reshape reshape:
                EmitReshape(reshape, index);
                break;
            default:
                throw context.Unsupported(node, "the runtime has no kernel for it; it knows CONV_2D, ADD, AVERAGE_POOL_2D, MEAN, RESHAPE and SOFTMAX");
        }
    }

    private static string Rescale(RequantizationParameters parameters) =>
        FormattableString.Invariant($"{{{parameters.Multiplier}, {parameters.Shift}}}");

    private string Place(int tensor) => FormattableString.Invariant($"arena + {plan.Offsets[tensor]}");

    private void EmitConvolution(Convolution2D node, string name)
    {
        var input = context.Image(node, node.Inputs[0]);
        var output = context.Image(node, node.Output);
        var filter = context.Tensor(node, node.Inputs[1]);
        var weights = context.Constant<sbyte>(node, node.Inputs[1], ElementType.Int8);
        if (filter.Shape.Count != 4 || filter.Shape[3] != input.Shape[3] || filter.Shape[0] != output.Shape[3])
        {
            throw context.Misfit(node, $"weights of shape [{string.Join(", ", filter.Shape)}] do not fit input [{string.Join(", ", input.Shape)}] "
                + $"and output [{string.Join(", ", output.Shape)}] (depthwise and grouped convolutions are not supported)");
        }

        var (outputChannels, kernelHeight, kernelWidth, inputChannels) = (filter.Shape[0], filter.Shape[1], filter.Shape[2], filter.Shape[3]);
        var (vertical, horizontal) = Geometry(node, input, output, kernelHeight, kernelWidth, node.StrideHeight, node.StrideWidth, node.Padding);
        var scales = filter.Quantization?.Scales ?? EquatableArray<float>.Empty;
        if ((scales.Count != 1 && scales.Count != outputChannels) || filter.Quantization!.ZeroPoints.Any(zeroPoint => zeroPoint != 0))
        {
            throw context.Misfit(node, "weights need one scale, or one for each output channel, and zero points 0");
        }

        var padded = WeightBlocking.PaddedChannels(outputChannels);
        var bias = new int[padded];
        if (node.Inputs.Count == 3 && node.Inputs[2] >= 0)
        {
            var values = context.Constant<int>(node, node.Inputs[2], ElementType.Int32);
            if (values.Length != outputChannels)
            {
                throw context.Misfit(node, $"it has {values.Length} biases for {outputChannels} output channels");
            }

            values.CopyTo(bias);
        }

        writer.Array<sbyte>(
            FormattableString.Invariant($"static const int8_t {name}_weights[{padded * kernelHeight * kernelWidth * inputChannels}]"),
            WeightBlocking.Block(weights, outputChannels, kernelHeight * kernelWidth, inputChannels));
        writer.Array<int>(FormattableString.Invariant($"static const int32_t {name}_bias[{padded}]"), bias);
        writer.Line(FormattableString.Invariant($"static const micronas_rescale {name}_rescale[{padded}] = {{"));
        for (var channel = 0; channel < padded; channel++)
        {
            var scale = channel >= outputChannels ? 0 : scales[scales.Count == 1 ? 0 : channel];
            writer.Line($"    {Rescale(context.Multiplier(node, (double)input.Quantization!.Scale * scale / output.Quantization!.Scale))},");
        }

        var range = FusedRange.Of(node.Activation, output.Quantization!);
        writer.Line("};").Lines(FormattableString.Invariant(
            $$"""
            static const micronas_convolution {{name}} = {
                .input_height = {{input.Shape[1]}}, .input_width = {{input.Shape[2]}}, .input_channels = {{inputChannels}},
                .output_height = {{output.Shape[1]}}, .output_width = {{output.Shape[2]}}, .output_channels = {{outputChannels}},
                .kernel_height = {{kernelHeight}}, .kernel_width = {{kernelWidth}},
                .stride_height = {{node.StrideHeight}}, .stride_width = {{node.StrideWidth}},
                .padding_top = {{vertical.PaddingBefore}}, .padding_left = {{horizontal.PaddingBefore}},
                .input_offset = {{-input.Quantization!.ZeroPoint}}, .output_offset = {{output.Quantization!.ZeroPoint}},
                .activation_minimum = {{range.Minimum}}, .activation_maximum = {{range.Maximum}},
                .weights = {{name}}_weights, .bias = {{name}}_bias, .rescale = {{name}}_rescale,
            };

            """));
        var kernel = WeightBlocking.UsesQuads(inputChannels) ? "micronas_convolution_quad" : "micronas_convolution_any";
        calls.Add($"{kernel}(&{name}, {Place(node.Inputs[0])}, {Place(node.Output)});");
    }

    private void EmitAdd(Add node, string name)
    {
        var left = context.Activation(node, node.Inputs[0]);
        var right = context.Activation(node, node.Inputs[1]);
        var output = context.Activation(node, node.Output);
        if (left.Shape != output.Shape || right.Shape != output.Shape)
        {
            throw context.Unsupported(node, $"it adds [{string.Join(", ", left.Shape)}] and [{string.Join(", ", right.Shape)}]; "
                + "only tensors of one shape can be added (no broadcasting)");
        }

        double leftScale = left.Quantization!.Scale, rightScale = right.Quantization!.Scale, outputScale = output.Quantization!.Scale;
        var twiceLargest = 2 * Math.Max(leftScale, rightScale);
        var range = FusedRange.Of(node.Activation, output.Quantization);
        writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_addition {{name}} = {
                .elements = {{output.Elements}},
                .left_offset = {{-left.Quantization.ZeroPoint}}, .right_offset = {{-right.Quantization.ZeroPoint}},
                .output_offset = {{output.Quantization.ZeroPoint}},
                .left = {{Rescale(context.MultiplierBelowOne(node, leftScale / twiceLargest))}},
                .right = {{Rescale(context.MultiplierBelowOne(node, rightScale / twiceLargest))}},
                .output = {{Rescale(context.MultiplierBelowOne(node, twiceLargest / ((1 << 20) * outputScale)))}},
                .activation_minimum = {{range.Minimum}}, .activation_maximum = {{range.Maximum}},
            };

            """));
        calls.Add($"micronas_add(&{name}, {Place(node.Inputs[0])}, {Place(node.Inputs[1])}, {Place(node.Output)});");
    }

    private void EmitAveragePool(AveragePool2D node, string name)
    {
        var input = context.Image(node, node.Inputs[0]);
        var output = context.Image(node, node.Output);
        if (input.Quantization != output.Quantization)
        {
            throw context.Misfit(node, "input and output must have the same scale and zero point");
        }

        if (input.Shape[3] != output.Shape[3])
        {
            throw context.Misfit(node, $"it turns {input.Shape[3]} channels into {output.Shape[3]}");
        }

        var (vertical, horizontal) = Geometry(
            node, input, output, node.FilterHeight, node.FilterWidth, node.StrideHeight, node.StrideWidth, node.Padding);
        var range = FusedRange.Of(node.Activation, output.Quantization!);
        writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_pooling {{name}} = {
                .input_height = {{input.Shape[1]}}, .input_width = {{input.Shape[2]}}, .channels = {{input.Shape[3]}},
                .output_height = {{output.Shape[1]}}, .output_width = {{output.Shape[2]}},
                .kernel_height = {{node.FilterHeight}}, .kernel_width = {{node.FilterWidth}},
                .stride_height = {{node.StrideHeight}}, .stride_width = {{node.StrideWidth}},
                .padding_top = {{vertical.PaddingBefore}}, .padding_left = {{horizontal.PaddingBefore}},
                .activation_minimum = {{range.Minimum}}, .activation_maximum = {{range.Maximum}},
            };

            """));
        calls.Add($"micronas_average_pool(&{name}, {Place(node.Inputs[0])}, {Place(node.Output)});");
    }

    private void EmitMean(Mean node, string name)
    {
        var input = context.Image(node, node.Inputs[0]);
        var output = context.Activation(node, node.Output);
        var (pixels, channels) = (input.Shape[1] * input.Shape[2], input.Shape[3]);
        if (output.Elements != channels)
        {
            throw context.Misfit(node, $"it turns {channels} channels into {output.Elements} values");
        }

        // TFLM folds 1/pixels into the multiplier: as many bits as fit are shifted in before the integer division.
        var factor = context.Multiplier(node, (double)input.Quantization!.Scale / output.Quantization!.Scale);
        var bits = Math.Min(Math.Min(int.Log2(pixels), 32), 31 + factor.Shift);
        var folded = new RequantizationParameters((int)(((long)factor.Multiplier << bits) / pixels), factor.Shift - bits);
        writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_averaging {{name}} = {
                .pixels = {{pixels}}, .channels = {{channels}},
                .input_offset = {{-input.Quantization.ZeroPoint * pixels}}, .output_offset = {{output.Quantization.ZeroPoint}},
                .rescale = {{Rescale(folded)}},
            };

            """));
        calls.Add($"micronas_mean(&{name}, {Place(node.Inputs[0])}, {Place(node.Output)});");
    }

    private void EmitSoftmax(Softmax node, string name)
    {
        const int differenceIntegerBits = 5;
        var input = context.Activation(node, node.Inputs[0]);
        var output = context.Activation(node, node.Output);
        if (input.Elements != output.Elements || input.Elements < 1)
        {
            throw context.Misfit(node, $"it turns {input.Elements} values into {output.Elements}");
        }

        if (output.Quantization is not { Scale: 1f / 256, ZeroPoint: -128 })
        {
            throw context.Misfit(node, "its output must have scale 1/256 and zero point -128");
        }

        var classes = input.Shape[^1];
        var scaled = Math.Min((double)node.Beta * input.Quantization!.Scale * (1 << (31 - differenceIntegerBits)), (1L << 31) - 1.0);
        var factor = scaled > 1 && double.IsFinite(scaled)
            ? RequantizationParameterOfSoftmax(scaled)
            : throw context.Misfit(node, FormattableString.Invariant($"beta {node.Beta} and input scale {input.Quantization.Scale} are too small"));
        var radius = ((1 << differenceIntegerBits) - 1) * (double)(1L << (31 - differenceIntegerBits)) / (1L << factor.Shift);
        writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_softmax_rows {{name}} = {
                .rows = {{input.Elements / classes}}, .classes = {{classes}},
                .multiplier = {{factor.Multiplier}}, .left_shift = {{factor.Shift}}, .difference_minimum = {{-(int)Math.Floor(radius)}},
            };

            """));
        calls.Add($"micronas_softmax(&{name}, {Place(node.Inputs[0])}, {Place(node.Output)});");
    }

    private static RequantizationParameters RequantizationParameterOfSoftmax(double factor) =>
        factor >= 1 << 30
            ? new RequantizationParameters((int)Math.Min(int.MaxValue, Math.Round(factor, MidpointRounding.AwayFromZero)), 31)
            : RequantizationParameters.FromReal(factor);

    private void EmitReshape(Reshape node, int index)
    {
        var input = context.Activation(node, node.Inputs[0]);
        var output = context.Activation(node, node.Output);
        if (input.Elements != output.Elements || input.Quantization != output.Quantization)
        {
            throw context.Misfit(node, $"it turns {input.Elements} values into {output.Elements} or changes their quantization");
        }

        calls.Add(FormattableString.Invariant($"/* operator {index}, RESHAPE: the values stay where they are */"));
    }

    private (WindowGeometry Vertical, WindowGeometry Horizontal) Geometry(
        QuantizedOperator node, QuantizedTensor input, QuantizedTensor output,
        int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, Padding padding)
    {
        if (kernelHeight < 1 || kernelWidth < 1 || strideHeight < 1 || strideWidth < 1)
        {
            throw context.Misfit(node, $"kernel {kernelHeight}x{kernelWidth} and stride {strideHeight}x{strideWidth} must be positive");
        }

        var vertical = WindowGeometry.Of(input.Shape[1], kernelHeight, strideHeight, padding);
        var horizontal = WindowGeometry.Of(input.Shape[2], kernelWidth, strideWidth, padding);
        if (vertical.OutputLength != output.Shape[1] || horizontal.OutputLength != output.Shape[2])
        {
            throw context.Misfit(node, $"its output is {output.Shape[1]}x{output.Shape[2]}; kernel, stride and padding make it "
                + $"{vertical.OutputLength}x{horizontal.OutputLength} (dilation is not supported)");
        }

        return (vertical, horizontal);
    }
}
