using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the descriptor of one RELU.</summary>
internal static class ReluSource
{
    /// <returns>The statement that runs it.</returns>
    public static string Emit(OperatorContext context, Relu node)
    {
        var output = context.Tensor(node.Output);
        var (source, target) = (context.Tensor(node.Inputs[0]).Quantization!, output.Quantization!);
        var bounds = ActivationBounds.For(FusedActivation.Relu, target);
        context.Writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_rectification {{context.Name}} = {
                .elements = {{output.Elements}}, .input_offset = {{-source.ZeroPoint}}, .output_offset = {{target.ZeroPoint}},
                .rescale = {{OperatorContext.Rescale(OutputMultipliers.Relu(source, target))}},
                .activation_minimum = {{bounds.Minimum}}, .activation_maximum = {{bounds.Maximum}},
            };

            """));
        return $"micronas_relu(&{context.Name}, {context.Place(node.Inputs[0])}, {context.Place(node.Output)});";
    }
}
