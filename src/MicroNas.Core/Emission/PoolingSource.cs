using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the descriptor of one AVERAGE_POOL_2D or MAX_POOL_2D.</summary>
internal static class PoolingSource
{
    /// <returns>The statement that runs it.</returns>
    public static string Emit(OperatorContext context, Pool2D node)
    {
        var (input, output) = (context.Tensor(node.Inputs[0]), context.Tensor(node.Output));
        var bounds = ActivationBounds.For(node.Activation, output.Quantization!);
        var function = node is MaxPool2D ? "micronas_max_pool" : "micronas_average_pool";
        context.Writer.Lines(FormattableString.Invariant(
            $$"""
            static const micronas_pooling {{context.Name}} = {
                .input_height = {{input.Shape[1]}}, .input_width = {{input.Shape[2]}}, .channels = {{input.Shape[3]}},
                .output_height = {{output.Shape[1]}}, .output_width = {{output.Shape[2]}},
            {{WindowMembers.Of(input, output, node.FilterHeight, node.FilterWidth, node.StrideHeight, node.StrideWidth, node.Padding)}}
                .activation_minimum = {{bounds.Minimum}}, .activation_maximum = {{bounds.Maximum}},
            };

            """));
        return $"{function}(&{context.Name}, {context.Place(node.Inputs[0])}, {context.Place(node.Output)});";
    }
}
