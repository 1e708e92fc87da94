using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics.Convolutions;

using static TorchSharp.torch;

namespace MicroNas.Learning.Numerics.Direct;

/// <summary>
/// Operations in the order in which they are computed, put together once, with memory that stays from step to step: a
/// shard's passes forth and back without libtorch. Batch norm takes the statistics of the windows of the pass.
/// </summary>
/// <param name="parameters">Of the network, each block's weights, γ and β in a row.</param>
/// <param name="windows">At most so many are computed at once.</param>
internal sealed unsafe class DirectGraph(IReadOnlyList<Tensor> parameters, int windows) : IDisposable
{
    private readonly List<IDirectPart> parts = [];
    private readonly List<Activation> activations = [];
    private readonly WinogradMemory memory = new();
    private CrossEntropyPart? loss;

    /// <summary>The windows themselves; the first of all operations.</summary>
    public Activation Input(TensorShape shape) => New(shape, keepsValues: false);

    public DirectBranch Convolve(ConvolutionBlock block, Activation input)
    {
        var branch = new DirectBranch(block, IndexOf(block), New(block.Geometry.Output, keepsValues: false), ReadsWindows: input == activations[0]);
        var part = new ConvolutionPart(branch, input, windows, memory);
        input.Reserve(part.Margins);
        parts.Add(part);
        return branch;
    }

    /// <summary>Normalised, rectified, multiplied by the factors and added up.</summary>
    /// <param name="branches">All of one shape.</param>
    /// <param name="factors">One row a branch and a last one for the identity; null, which an identity excludes: 1. Stays the caller's.</param>
    /// <param name="identity">A further branch that is added as it is, times its factors; whatever else reads it was put in before.</param>
    /// <param name="dropsOut">Whether the dropout of a pass acts on the sum.</param>
    public Activation Sum(IReadOnlyList<DirectBranch> branches, Factors? factors = null, Activation? identity = null, bool dropsOut = false)
    {
        var shape = branches[0].Convolved.Shape;
        var rows = branches.Count + (identity is null ? 0 : 1);
        if (branches.Any(branch => branch.Convolved.Shape != shape) || (identity is not null && (factors is null || identity.Shape != shape))
            || (factors is not null && (factors.Rows, factors.Channels) != (rows, shape.Channels)))
        {
            throw new ArgumentException($"Branches, identity and factors do not fit a sum of {rows} x {shape}.", nameof(branches));
        }

        var output = New(shape, keepsValues: true);
        parts.Add(new NormalizationPart(branches, factors, identity, output, dropsOut));
        return output;
    }

    /// <summary>The last operation: mean cross-entropy of the averages over S and T.</summary>
    public void End(Activation scores, LossOptions options) => loss = new CrossEntropyPart(scores, options, windows);

    /// <summary>Both ways, or forward alone.</summary>
    /// <param name="input">N x S x T.</param>
    /// <param name="labels">N class indices.</param>
    /// <param name="windowsOfBatch">What the sum over the windows is divided by.</param>
    /// <returns>These windows' part of the batch's mean cross-entropy, and how many of them are classified rightly.</returns>
    public (double Loss, long Correct) Compute(
        ReadOnlySpan<float> input, ReadOnlySpan<long> labels, int windowsOfBatch, in DirectPass pass, bool back = true)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labels.Length, windows);
        ArgumentOutOfRangeException.ThrowIfNotEqual(input.Length, labels.Length * activations[0].Shape.Elements);
        input.CopyTo(new Span<float>(activations[0].Values, input.Length));
        activations[0].Complete(labels.Length);
        foreach (var part in parts)
        {
            part.Forward(labels.Length, pass);
        }

        var result = loss!.Compute(labels, windowsOfBatch);
        for (var i = parts.Count - 1; back && i >= 0; i--)
        {
            parts[i].Backward(labels.Length, pass);
        }

        return result;
    }

    public void Dispose()
    {
        parts.ForEach(part => part.Dispose());
        activations.ForEach(activation => activation.Dispose());
        memory.Dispose();
    }

    private int IndexOf(ConvolutionBlock block) => Enumerable.Range(0, parameters.Count).First(i => ReferenceEquals(parameters[i], block.Weight));

    private Activation New(TensorShape shape, bool keepsValues)
    {
        activations.Add(new Activation(shape, windows, keepsValues));
        return activations[^1];
    }
}
