using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Convolutions;
using MicroNas.Learning.Numerics.Fused;

namespace MicroNas.Learning.Training.Direct;

/// <summary>
/// dropout(Σ_k ReLU(batch norm_k(x_k))), batch norm by the statistics of the batch itself: what <see cref="FusedNormalization"/>
/// does for libtorch's graph.
/// </summary>
/// <param name="blocks">Whose batch norms they are, by branch.</param>
/// <param name="scaleIndices">Of the batch norms' γ among the network's parameters; β follows each.</param>
/// <param name="convolved">By branch.</param>
/// <param name="dropout">Null: none.</param>
internal sealed unsafe class NormalizationPart(
    IReadOnlyList<ConvolutionBlock> blocks, IReadOnlyList<int> scaleIndices, IReadOnlyList<Activation> convolved, Activation output, DropoutSource? dropout)
    : IDirectPart
{
    private readonly int channels = output.Shape.Channels;
    private readonly FloatBlock coefficients = new((long)BranchCoefficients.Kinds * output.Shape.Channels * blocks.Count);
    private DropoutMask mask;

    public void Forward(int windows)
    {
        mask = dropout?.Next() ?? DropoutMask.None;
        var tiles = TilesOf(windows);
        var values = stackalloc void*[blocks.Count];
        for (var branch = 0; branch < blocks.Count; branch++)
        {
            values[branch] = convolved[branch].Values;
            FusedForward<Float32Element>.Measure(
                values[branch],
                tiles,
                ActivationMemory.Floats(blocks[branch].Scale),
                ActivationMemory.Floats(blocks[branch].Shift),
                factors: null,
                Coefficients(branch));
        }

        FusedForward<Float32Element>.Sum(values, blocks.Count, coefficients.Address, null, null, tiles, mask, output.Values);
        output.Complete(windows);
    }

    public void Backward(int windows, IReadOnlyList<float[]> gradients)
    {
        var tiles = TilesOf(windows);
        var values = stackalloc void*[blocks.Count];
        var valueGradients = stackalloc void*[blocks.Count];
        var sums = stackalloc double[2 * channels * blocks.Count];
        for (var branch = 0; branch < blocks.Count; branch++)
        {
            values[branch] = convolved[branch].Values;
            valueGradients[branch] = convolved[branch].Gradients;
        }

        FusedBackward<Float32Element>.Reduce(values, blocks.Count, coefficients.Address, output.Gradients, tiles, mask, sums);
        FusedBackward<Float32Element>.Spread(values, blocks.Count, coefficients.Address, output.Gradients, tiles, mask, sums, valueGradients);
        for (var branch = 0; branch < blocks.Count; branch++)
        {
            var toShift = sums + (2 * branch * channels);
            var toScale = toShift + channels;
            var inverse = Coefficients(branch).Inverse;
            var (scale, shift) = (gradients[scaleIndices[branch]], gradients[scaleIndices[branch] + 1]);
            for (var c = 0; c < channels; c++)
            {
                scale[c] = (float)(inverse[c] * toScale[c]);
                shift[c] = (float)toShift[c];
            }
        }
    }

    public void Dispose() => coefficients.Dispose();

    private BranchCoefficients Coefficients(int branch) =>
        new(coefficients.Address + (branch * BranchCoefficients.Kinds * channels), channels);

    private Tiles TilesOf(int windows) => new((long)windows * output.Shape.Sensors * output.Shape.Time, channels);
}
