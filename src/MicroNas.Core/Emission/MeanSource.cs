using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the descriptor of one MEAN.</summary>
internal static class MeanSource
{
    /// <returns>The statement that runs it.</returns>
    public static string Emit(OperatorContext context, Mean node)
    {
        var (input, output) = (context.Tensor(node.Inputs[0]), context.Tensor(node.Output));
        var pixels = input.Shape[1] * input.Shape[2];
        context.Writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_averaging {{context.Name}} = {
                .pixels = {{pixels}}, .channels = {{input.Shape[3]}},
                .input_offset = {{-input.Quantization!.ZeroPoint * pixels}}, .output_offset = {{output.Quantization!.ZeroPoint}},
                .rescale = {{OperatorContext.Rescale(OutputMultipliers.Mean(input.Quantization, output.Quantization, pixels))}},
            };

            """));
        return $"micronas_mean(&{context.Name}, {context.Place(node.Inputs[0])}, {context.Place(node.Output)});";
    }
}
