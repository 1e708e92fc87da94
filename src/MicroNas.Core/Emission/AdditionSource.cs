using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the descriptor of one ADD.</summary>
internal static class AdditionSource
{
    /// <returns>The statement that runs it.</returns>
    public static string Emit(OperatorContext context, Add node)
    {
        var (left, right) = (context.Tensor(node.Inputs[0]).Quantization!, context.Tensor(node.Inputs[1]).Quantization!);
        var output = context.Tensor(node.Output);
        var multipliers = OutputMultipliers.Add(left, right, output.Quantization!);
        var bounds = ActivationBounds.For(node.Activation, output.Quantization!);
        context.Writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_addition {{context.Name}} = {
                .elements = {{output.Elements}},
                .left_offset = {{-left.ZeroPoint}}, .right_offset = {{-right.ZeroPoint}}, .output_offset = {{output.Quantization!.ZeroPoint}},
                .left = {{OperatorContext.Rescale(multipliers.Left)}}, .right = {{OperatorContext.Rescale(multipliers.Right)}}, .output = {{OperatorContext.Rescale(multipliers.Output)}},
                .activation_minimum = {{bounds.Minimum}}, .activation_maximum = {{bounds.Maximum}},
                .quick = {{(RequantizationForm.IsQuick(multipliers, bounds) ? 1 : 0)}},
            };

            """));
        return $"micronas_add(&{context.Name}, {context.Place(node.Inputs[0])}, {context.Place(node.Inputs[1])}, {context.Place(node.Output)});";
    }
}
