using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the descriptor of one CONCATENATION.</summary>
internal static class ConcatenationSource
{
    /// <returns>The statement that runs it.</returns>
    public static string Emit(OperatorContext context, Concatenation node)
    {
        var slices = context.Tensor(node.Output).Shape.Take(node.Axis).Aggregate(1, (product, dimension) => product * dimension);
        var sizes = node.Inputs.Select(input => context.Tensor(input).Elements / slices).ToArray();
        context.Writer
            .Array<int>(FormattableString.Invariant($"static const int32_t {context.Name}_slice_size[{sizes.Length}]"), sizes)
            .Lines(FormattableString.Invariant(
            $$"""
            static const micronas_concatenation {{context.Name}} = {
                .slices = {{slices}}, .inputs = {{sizes.Length}}, .slice_size = {{context.Name}}_slice_size,
            };

            """));
        var places = string.Join(", ", node.Inputs.Select(context.Place));
        return $"micronas_concatenate(&{context.Name}, (const int8_t *const[]){{{places}}}, {context.Place(node.Output)});";
    }
}
