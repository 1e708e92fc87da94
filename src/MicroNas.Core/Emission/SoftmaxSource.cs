using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the descriptor of one SOFTMAX.</summary>
internal static class SoftmaxSource
{
    private const int DifferenceIntegerBits = 5;

    /// <returns>The statement that runs it.</returns>
    public static string Emit(OperatorContext context, Softmax node)
    {
        var input = context.Tensor(node.Inputs[0]);
        var classes = input.Shape[^1];
        var factor = OutputMultipliers.Softmax(node.Beta, input.Quantization!);
        var radius = ((1 << DifferenceIntegerBits) - 1) * (double)(1L << (31 - DifferenceIntegerBits)) / (1L << factor.Shift);
        context.Writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_softmax_rows {{context.Name}} = {
                .rows = {{input.Elements / classes}}, .classes = {{classes}},
                .multiplier = {{factor.Mantissa}}, .left_shift = {{factor.Shift}}, .difference_minimum = {{-(long)Math.Floor(radius)}},
            };

            """));
        return $"micronas_softmax(&{context.Name}, {context.Place(node.Inputs[0])}, {context.Place(node.Output)});";
    }
}
