using System.Runtime.InteropServices;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the descriptor of one PAD.</summary>
internal static class PadSource
{
    private const int Dimensions = 4;

    private readonly record struct Dimension(int Size, int Before, int After);

    /// <returns>The statement that runs it.</returns>
    public static string Emit(OperatorContext context, Pad node)
    {
        var input = context.Tensor(node.Inputs[0]);
        var amounts = MemoryMarshal.Cast<byte, int>(context.Tensor(node.Inputs[1]).Data!.Value.Span);
        var dimensions = new List<Dimension>();
        for (var axis = 0; axis < input.Shape.Count; axis++)
        {
            dimensions.Add(new(input.Shape[axis], amounts[2 * axis], amounts[(2 * axis) + 1]));
        }

        var merged = Merge(dimensions);
        context.Writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_padding {{context.Name}} = {
                .input_size = {{List(merged.Select(dimension => dimension.Size))}},
                .before = {{List(merged.Select(dimension => dimension.Before))}},
                .after = {{List(merged.Select(dimension => dimension.After))}},
                .value = {{context.Tensor(node.Output).Quantization!.ZeroPoint}},
            };

            """));
        return $"micronas_pad(&{context.Name}, {context.Place(node.Inputs[0])}, {context.Place(node.Output)});";
    }

    /// <summary>Four dimensions; one without padding becomes part of the one before it, so that the innermost row is long.</summary>
    private static List<Dimension> Merge(List<Dimension> dimensions)
    {
        var merged = new List<Dimension>();
        foreach (var dimension in dimensions)
        {
            if (merged.Count > 0 && dimension is { Before: 0, After: 0 })
            {
                var outer = merged[^1];
                merged[^1] = new(outer.Size * dimension.Size, outer.Before * dimension.Size, outer.After * dimension.Size);
            }
            else
            {
                merged.Add(dimension);
            }
        }

        while (merged.Count < Dimensions)
        {
            merged.Insert(0, new(1, 0, 0));
        }

        return merged;
    }

    private static string List(IEnumerable<int> values) => FormattableString.Invariant($"{{{string.Join(", ", values)}}}");
}
