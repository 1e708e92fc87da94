using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Fused;

using static TorchSharp.torch;

namespace MicroNas.Learning.Training;

/// <summary>
/// Runs an operator graph in float with batch norm by the statistics of the batch. Convolutions whose outputs are only added
/// are computed up to the sum in one fused operation.
/// </summary>
/// <param name="branch">From operator and its input to the bare convolution.</param>
/// <param name="dropoutTensors">Indices of the tensors that dropout acts on.</param>
/// <param name="dropout">Mask of a tensor by its index in the graph; asked once for each that is computed.</param>
internal sealed class FusedGraphExecutor(
    OperatorGraph graph,
    Func<ConvolutionOperator, Tensor, FusedBranch> branch,
    IReadOnlySet<int> dropoutTensors,
    Func<int, DropoutMask> dropout)
{
    private const int MostBranches = 8;

    private readonly Tensor?[] values = new Tensor?[graph.Tensors.Count];
    private readonly List<FusedBranch>?[] pending = new List<FusedBranch>?[graph.Tensors.Count];

    /// <param name="input">N x 1 x S x T.</param>
    /// <returns>The softmax's input: class scores, N x classes.</returns>
    public Tensor Run(Tensor input)
    {
        values[0] = input;
        foreach (var step in graph.Operators)
        {
            var first = step.Inputs[0];
            switch (step)
            {
                case ConvolutionOperator operation:
                    pending[step.Output] = [branch(operation, Value(first))];
                    break;
                case AddOperator add when TryMerge(first, add.Inputs[1]) is { } merged:
                    pending[step.Output] = merged;
                    break;
                case AddOperator add:
                    values[step.Output] = Drop(Value(first).Plus(Value(add.Inputs[1])), dropout(step.Output));
                    break;
                case GlobalAveragePoolOperator:
                    values[step.Output] = Value(first).mean([2, 3], keepdim: true); // N, C, S, T to N, C, 1, 1
                    break;
                case ReshapeOperator:
                    values[step.Output] = Value(first).flatten(1); // N, C, 1, 1 to N, C
                    break;
                case SoftmaxOperator:
                    return Value(first);
                default:
                    throw new NotSupportedException($"{step.Name}: a {step.GetType().Name} cannot be trained.");
            }
        }

        throw new NotSupportedException("The graph has no softmax: training needs class probabilities.");
    }

    /// <summary>Multiplies by a mask, by libtorch's own multiplication.</summary>
    internal static Tensor Drop(Tensor tensor, DropoutMask mask)
    {
        if (mask.IsNone)
        {
            return tensor;
        }

        Tensor factors;
        using (no_grad())
        {
            factors = ActivationMemory.Like(tensor);
            ElementwisePass.FillDropout(factors, mask);
        }

        return tensor * factors;
    }

    private Tensor Value(int index) => values[index] ??= FusedNormalization.Apply(
        pending[index]!.ToArray(), factors: null, identity: null, dropout(index));

    /// <summary>The branches of both, where nothing else has computed or will read either.</summary>
    private List<FusedBranch>? TryMerge(int first, int second) =>
        pending[first] is { } left && pending[second] is { } right && left.Count + right.Count <= MostBranches
            && ReadOnce(first) && ReadOnce(second) && first != second
            ? [.. left, .. right]
            : null;

    private bool ReadOnce(int index) =>
        values[index] is null && !dropoutTensors.Contains(index) && graph.Operators.Sum(step => step.Inputs.Count(input => input == index)) == 1;
}
