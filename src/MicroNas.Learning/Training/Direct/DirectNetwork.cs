using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Training.Direct;

/// <summary>
/// A shard's forward and backward pass through a network in float, batch norm by the statistics of the batch, on memory that
/// stays from step to step and without libtorch. Convolutions whose outputs are only added are normalised and added in one sweep.
/// </summary>
internal sealed unsafe class DirectNetwork : IDisposable
{
    private readonly TrainingNetwork network;
    private readonly OperatorGraph graph;
    private readonly DropoutSource? dropout;
    private readonly int windows;
    private readonly List<IDirectPart> parts = [];
    private readonly List<Activation> activations = [];
    private readonly Activation?[] values;
    private readonly List<(ConvolutionOperator Operator, Activation Output)>?[] branches;
    private readonly CrossEntropyPart loss;

    /// <param name="dropout">Null: none.</param>
    /// <param name="windows">At most so many are computed at once.</param>
    /// <exception cref="NotSupportedException">The graph is none that an architecture is lowered to.</exception>
    public DirectNetwork(TrainingNetwork network, DropoutSource? dropout, LossOptions loss, int windows)
    {
        (this.network, this.dropout, this.windows, graph) = (network, dropout, windows, network.Graph);
        (values, branches) = (new Activation?[graph.Tensors.Count], new List<(ConvolutionOperator, Activation)>?[graph.Tensors.Count]);
        values[0] = New(graph.Tensors[0], keepsValues: false);
        Activation? scores = null;
        foreach (var step in graph.Operators)
        {
            switch (step)
            {
                case ConvolutionOperator convolution:
                    Add(convolution);
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

        this.loss = new CrossEntropyPart(
            scores ?? throw new NotSupportedException("The graph has no global average pooling: training needs class scores."), loss, windows);
    }

    /// <summary>Loss and gradients of some windows.</summary>
    /// <param name="input">N x S x T.</param>
    /// <param name="labels">N class indices.</param>
    /// <param name="windowsOfBatch">What the sum over the windows is divided by.</param>
    /// <param name="gradients">Receives d loss / d parameter, in the order of the network's parameters.</param>
    /// <returns>These windows' part of the batch's mean cross-entropy, and how many of them are classified rightly.</returns>
    public (double Loss, long Correct) Compute(
        ReadOnlySpan<float> input, ReadOnlySpan<long> labels, int windowsOfBatch, IReadOnlyList<float[]> gradients)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labels.Length, windows);
        input.CopyTo(new Span<float>(values[0]!.Values, input.Length));
        values[0]!.Complete(labels.Length);
        foreach (var part in parts)
        {
            part.Forward(labels.Length);
        }

        var result = loss.Compute(labels, windowsOfBatch);
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            parts[i].Backward(labels.Length, gradients);
        }

        return result;
    }

    public void Dispose()
    {
        parts.ForEach(part => part.Dispose());
        activations.ForEach(activation => activation.Dispose());
    }

    private void Add(ConvolutionOperator convolution)
    {
        var (input, output) = (Value(convolution.Inputs[0]), New(graph.Tensors[convolution.Output], keepsValues: false));
        var block = network.Convolutions[convolution.Name];
        var part = new ConvolutionPart(
            block, network.IndexOf(block), input, output, convolution.Inputs[0] != 0, windows);
        input.Reserve(part.Margins);
        parts.Add(part);
        branches[convolution.Output] = [(convolution, output)];
    }

    /// <summary>The convolutions that a tensor is the sum of, which nothing but one addition reads.</summary>
    private List<(ConvolutionOperator Operator, Activation Output)> Unread(int index) =>
        branches[index] is { } found && values[index] is null && !network.DropoutTensors.Contains(index) && ReadOnce(index)
            ? found
            : throw Refused(index);

    private bool ReadOnce(int index) => graph.Operators.Sum(step => step.Inputs.Count(input => input == index)) == 1;

    private static NotSupportedException Refused(int index) =>
        new($"Tensor {index} is added or pooled and read elsewhere too, or is no sum of convolutions.");

    /// <summary>A tensor that is read: normalised, rectified and summed when the first one asks.</summary>
    private Activation Value(int index)
    {
        if (values[index] is { } known)
        {
            return known;
        }

        var output = values[index] = New(graph.Tensors[index], keepsValues: true);
        var summed = branches[index]!;
        var blocks = summed.ConvertAll(branch => network.Convolutions[branch.Operator.Name]);
        parts.Add(new NormalizationPart(
            blocks,
            blocks.ConvertAll(block => network.IndexOf(block) + 1),
            [.. summed.Select(branch => branch.Output)],
            output,
            network.DropoutTensors.Contains(index) ? dropout : null));
        return output;
    }

    private Activation New(TensorShape shape, bool keepsValues)
    {
        activations.Add(new Activation(shape, windows, keepsValues));
        return activations[^1];
    }
}
