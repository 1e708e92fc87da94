using MicroNas.Core.Diagnostics;
using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the constants of each operator of a validated model and the call that runs it.</summary>
internal sealed class OperatorEmitter(QuantizedModel model, KernelSchedule schedule, CWriter writer)
{
    private readonly List<string> calls = [];

    /// <summary>Statements in execution order; <c>arena</c> is a pointer to int8_t.</summary>
    public IReadOnlyList<string> Calls => calls;

    public void Emit(int index)
    {
        var name = FormattableString.Invariant($"operator{index}");
        switch (model.Operators[index])
        {
            case Convolution2D convolution:
                calls.Add(ConvolutionSource.Emit(model, convolution, schedule, index, writer));
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
            case Reshape:
                calls.Add(FormattableString.Invariant($"/* operator {index}, RESHAPE: the values stay where they are */"));
                break;
            case var other:
                throw new MicroNasException(Diagnostic.Error(
                    DiagnosticCodes.OperatorNotEmittable,
                    FormattableString.Invariant($"Operator {index} is {other.GetType().Name}, which the runtime has no kernel for; ")
                    + "it runs CONV_2D, ADD, AVERAGE_POOL_2D, MEAN, RESHAPE and SOFTMAX."));
        }
    }

    private static string Rescale(FixedPointMultiplier multiplier) =>
        FormattableString.Invariant($"{{{multiplier.Mantissa}, {multiplier.Shift}}}");

    private string Place(int tensor) => FormattableString.Invariant($"arena + {schedule.Arena.Offsets[tensor]}");

    private void EmitAdd(Add node, string name)
    {
        var (left, right) = (model.Tensors[node.Inputs[0]].Quantization!, model.Tensors[node.Inputs[1]].Quantization!);
        var output = model.Tensors[node.Output];
        var multipliers = OutputMultipliers.Add(left, right, output.Quantization!);
        var bounds = ActivationBounds.For(node.Activation, output.Quantization!);
        writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_addition {{name}} = {
                .elements = {{output.Elements}},
                .left_offset = {{-left.ZeroPoint}}, .right_offset = {{-right.ZeroPoint}}, .output_offset = {{output.Quantization!.ZeroPoint}},
                .left = {{Rescale(multipliers.Left)}}, .right = {{Rescale(multipliers.Right)}}, .output = {{Rescale(multipliers.Output)}},
                .activation_minimum = {{bounds.Minimum}}, .activation_maximum = {{bounds.Maximum}},
            };

            """));
        calls.Add($"micronas_add(&{name}, {Place(node.Inputs[0])}, {Place(node.Inputs[1])}, {Place(node.Output)});");
    }

    private void EmitAveragePool(AveragePool2D node, string name)
    {
        var (input, output) = (model.Tensors[node.Inputs[0]], model.Tensors[node.Output]);
        var bounds = ActivationBounds.For(node.Activation, output.Quantization!);
        writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_pooling {{name}} = {
                .input_height = {{input.Shape[1]}}, .input_width = {{input.Shape[2]}}, .channels = {{input.Shape[3]}},
                .output_height = {{output.Shape[1]}}, .output_width = {{output.Shape[2]}},
            {{WindowMembers.Of(input, output, node.FilterHeight, node.FilterWidth, node.StrideHeight, node.StrideWidth, node.Padding)}}
                .activation_minimum = {{bounds.Minimum}}, .activation_maximum = {{bounds.Maximum}},
            };

            """));
        calls.Add($"micronas_average_pool(&{name}, {Place(node.Inputs[0])}, {Place(node.Output)});");
    }

    private void EmitMean(Mean node, string name)
    {
        var (input, output) = (model.Tensors[node.Inputs[0]], model.Tensors[node.Output]);
        var pixels = input.Shape[1] * input.Shape[2];
        writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_averaging {{name}} = {
                .pixels = {{pixels}}, .channels = {{input.Shape[3]}},
                .input_offset = {{-input.Quantization!.ZeroPoint * pixels}}, .output_offset = {{output.Quantization!.ZeroPoint}},
                .rescale = {{Rescale(OutputMultipliers.Mean(input.Quantization, output.Quantization, pixels))}},
            };

            """));
        calls.Add($"micronas_mean(&{name}, {Place(node.Inputs[0])}, {Place(node.Output)});");
    }

    private void EmitSoftmax(Softmax node, string name)
    {
        const int differenceIntegerBits = 5;
        var input = model.Tensors[node.Inputs[0]];
        var classes = input.Shape[^1];
        var factor = OutputMultipliers.Softmax(node.Beta, input.Quantization!);
        var radius = ((1 << differenceIntegerBits) - 1) * (double)(1L << (31 - differenceIntegerBits)) / (1L << factor.Shift);
        writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_softmax_rows {{name}} = {
                .rows = {{input.Elements / classes}}, .classes = {{classes}},
                .multiplier = {{factor.Mantissa}}, .left_shift = {{factor.Shift}}, .difference_minimum = {{-(long)Math.Floor(radius)}},
            };

            """));
        calls.Add($"micronas_softmax(&{name}, {Place(node.Inputs[0])}, {Place(node.Output)});");
    }
}
