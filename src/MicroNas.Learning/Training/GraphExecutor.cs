using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Training;

/// <summary>Runs an operator graph; how a convolution and what is done to each activation is up to the phase of the training.</summary>
internal static class GraphExecutor
{
    /// <param name="input">N x 1 x S x T.</param>
    /// <param name="convolution">From operator and its input to its output, N x C x S x T.</param>
    /// <param name="activation">From a tensor's index in the graph and its values to the values that later operators read.</param>
    /// <returns>The softmax's input: class scores, N x classes.</returns>
    public static Tensor Run(
        OperatorGraph graph,
        Tensor input,
        Func<ConvolutionOperator, Tensor, Tensor> convolution,
        Func<int, Tensor, Tensor> activation)
    {
        var values = new Tensor[graph.Tensors.Count];
        values[0] = activation(0, input);
        foreach (var step in graph.Operators)
        {
            var first = values[step.Inputs[0]];
            var result = step switch
            {
                ConvolutionOperator operation => convolution(operation, first),
                AddOperator add => first.Plus(values[add.Inputs[1]]),
                GlobalAveragePoolOperator => first.mean([2, 3], keepdim: true), // N, C, S, T to N, C, 1, 1
                ReshapeOperator => first.flatten(1), // N, C, 1, 1 to N, C
                SoftmaxOperator => first,
                _ => throw new NotSupportedException($"{step.Name}: a {step.GetType().Name} cannot be trained."),
            };
            if (step is SoftmaxOperator)
            {
                return result;
            }

            values[step.Output] = step is ReshapeOperator ? result : activation(step.Output, result);
        }

        throw new NotSupportedException("The graph has no softmax: training needs class probabilities.");
    }
}
