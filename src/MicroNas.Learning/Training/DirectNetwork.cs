using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Direct;

namespace MicroNas.Learning.Training;

/// <summary>
/// A lowered architecture as a <see cref="DirectGraph"/>: convolutions whose outputs are only added are normalised and added in
/// one sweep.
/// </summary>
internal sealed class DirectNetwork
{
    private readonly TrainingNetwork network;
    private readonly OperatorGraph graph;
    private readonly DirectGraph direct;
    private readonly Activation?[] values;
    private readonly List<DirectBranch>?[] branches;

    private DirectNetwork(TrainingNetwork network, int windows)
    {
        (this.network, graph, direct) = (network, network.Graph, new DirectGraph(network.Parameters, windows));
        (values, branches) = (new Activation?[graph.Tensors.Count], new List<DirectBranch>?[graph.Tensors.Count]);
    }

    /// <param name="windows">At most so many are computed at once.</param>
    /// <exception cref="NotSupportedException">The graph is none that an architecture is lowered to.</exception>
    public static DirectGraph Build(TrainingNetwork network, LossOptions loss, int windows)
    {
        var builder = new DirectNetwork(network, windows);
        try
        {
            builder.Add(loss);
            return builder.direct;
        }
        catch
        {
            builder.direct.Dispose();
            throw;
        }
    }

    private void Add(LossOptions loss)
    {
        values[0] = direct.Input(graph.Tensors[0]);
        Activation? scores = null;
        foreach (var step in graph.Operators)
        {
            switch (step)
            {
                case ConvolutionOperator convolution:
                    branches[convolution.Output] = [direct.Convolve(network.Convolutions[convolution.Name], Value(convolution.Inputs[0]))];
                    break;
                case AddOperator add:
                    branches[add.Output] = [.. Unread(add.Inputs[0]), .. Unread(add.Inputs[1])];
                    break;
                case GlobalAveragePoolOperator pool:
                    scores = ReadOnce(pool.Inputs[0]) ? Value(pool.Inputs[0]) : throw Refused(pool.Inputs[0]);
                    break;
                case ReshapeOperator or SoftmaxOperator:
                    break;
                default:
                    throw new NotSupportedException($"{step.Name}: a {step.GetType().Name} cannot be trained.");
            }
        }

        direct.End(scores ?? throw new NotSupportedException("The graph has no global average pooling: training needs class scores."), loss);
    }

    /// <summary>The convolutions that a tensor is the sum of, which nothing but one addition reads.</summary>
    private List<DirectBranch> Unread(int index) =>
        branches[index] is { } found && values[index] is null && !network.DropoutTensors.Contains(index) && ReadOnce(index)
            ? found
            : throw Refused(index);

    private bool ReadOnce(int index) => graph.Operators.Sum(step => step.Inputs.Count(input => input == index)) == 1;

    private static NotSupportedException Refused(int index) =>
        new($"Tensor {index} is added or pooled and read elsewhere too, or is no sum of convolutions.");

    /// <summary>A tensor that is read: normalised, rectified and summed when the first one asks.</summary>
    private Activation Value(int index) =>
        values[index] ??= direct.Sum(branches[index]!, dropsOut: network.DropoutTensors.Contains(index));
}
