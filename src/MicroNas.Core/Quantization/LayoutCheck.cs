using System.Buffers.Binary;

namespace MicroNas.Core.Quantization;

/// <summary>Checks the operators that move values without computing any: CONCATENATION, PAD and RESHAPE.</summary>
internal static class LayoutCheck
{
    /// <summary>Most axes that PAD has kernels for.</summary>
    private const int MaximumPaddedAxes = 4;

    public static void Check(QuantizedModel model, Concatenation concatenation, Action<string> invalid)
    {
        var output = model.Tensors[concatenation.Output];
        var axis = concatenation.Axis;
        if (axis < 0 || axis >= output.Shape.Count)
        {
            invalid($"joins along axis {axis}; expected an axis of its output [{string.Join(',', output.Shape)}].");
            return;
        }

        var joined = 0L;
        foreach (var index in concatenation.Inputs)
        {
            var input = model.Tensors[index];
            if (input.Shape.Count != output.Shape.Count
                || Enumerable.Range(0, output.Shape.Count).Any(i => i != axis && input.Shape[i] != output.Shape[i]))
            {
                invalid($"joins [{string.Join(',', input.Shape)}] into [{string.Join(',', output.Shape)}]; expected one shape but for axis {axis}.");
                return;
            }

            CheckQuantization(input, output, invalid);
            joined += input.Shape[axis];
        }

        if (joined != output.Shape[axis])
        {
            invalid(FormattableString.Invariant($"joins {joined} slices of axis {axis} into {output.Shape[axis]}; expected as many."));
        }
    }

    public static void Check(QuantizedTensor input, QuantizedTensor paddings, QuantizedTensor output, Action<string> invalid)
    {
        var axes = input.Shape.Count;
        if (axes is < 1 or > MaximumPaddedAxes || output.Shape.Count != axes)
        {
            invalid($"goes from [{string.Join(',', input.Shape)}] to [{string.Join(',', output.Shape)}]; expected as many axes, 1 to {MaximumPaddedAxes}.");
            return;
        }

        if (paddings is not { Type: ElementType.Int32, Data: { } data } || paddings.Shape != [axes, 2])
        {
            invalid($"has the paddings {paddings.Name}; expected a constant of {axes} x 2 int32 values.");
            return;
        }

        for (var axis = 0; axis < axes; axis++)
        {
            long before = BinaryPrimitives.ReadInt32LittleEndian(data.Span[(8 * axis)..]);
            long after = BinaryPrimitives.ReadInt32LittleEndian(data.Span[((8 * axis) + 4)..]);
            if (before < 0 || after < 0 || before + input.Shape[axis] + after != output.Shape[axis])
            {
                invalid(FormattableString.Invariant(
                    $"pads axis {axis} from {input.Shape[axis]} by {before} before and {after} behind to {output.Shape[axis]}; expected the sum, and no negative padding."));
                return;
            }
        }

        CheckQuantization(input, output, invalid);
    }

    public static void CheckReshape(QuantizedTensor input, QuantizedTensor output, Action<string> invalid)
    {
        if (input.Elements != output.Elements || !SameQuantization(input, output))
        {
            invalid($"makes [{string.Join(',', output.Shape)}] from [{string.Join(',', input.Shape)}]; expected as many elements and one quantization.");
        }
    }

    /// <summary>Of two activations; the axis that a file names beside a single scale means nothing.</summary>
    public static bool SameQuantization(QuantizedTensor left, QuantizedTensor right) =>
        left.Quantization!.Scale == right.Quantization!.Scale && left.Quantization.ZeroPoint == right.Quantization.ZeroPoint;

    private static void CheckQuantization(QuantizedTensor input, QuantizedTensor output, Action<string> invalid)
    {
        if (!SameQuantization(input, output))
        {
            invalid($"changes the quantization of {input.Name}; expected the output's scale and zero point.");
        }
    }
}
