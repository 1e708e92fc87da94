using MicroNas.Learning.Numerics.Convolutions;
using MicroNas.Learning.Numerics.Fused;

namespace MicroNas.Learning.Numerics.Direct;

/// <summary>
/// dropout(Σ_k factor_k · ReLU(batch norm_k(x_k)) + factor · identity), batch norm by the statistics of the batch itself: what
/// <see cref="FusedNormalization"/> does for libtorch's graph.
/// </summary>
/// <param name="factors">Null: 1.</param>
/// <param name="identity">Null: none.</param>
/// <param name="dropsOut">Whether the dropout of a pass acts on the sum.</param>
internal sealed unsafe class NormalizationPart(
    IReadOnlyList<DirectBranch> branches, Factors? factors, Activation? identity, Activation output, bool dropsOut) : IDirectPart
{
    private readonly int channels = output.Shape.Channels;
    private readonly FloatBlock coefficients = new((long)BranchCoefficients.Kinds * output.Shape.Channels * branches.Count);
    private readonly bool readsWindows = branches.All(branch => branch.ReadsWindows);
    private DropoutMask mask;

    public void Forward(int windows, in DirectPass pass)
    {
        mask = dropsOut && pass.Dropout is { } dropout ? dropout.Next() : DropoutMask.None;
        var tiles = TilesOf(windows);
        var values = stackalloc void*[branches.Count];
        for (var i = 0; i < branches.Count; i++)
        {
            values[i] = branches[i].Convolved.Values;
            FusedForward<Float32Element>.Measure(
                values[i],
                tiles,
                ActivationMemory.Floats(branches[i].Block.Scale),
                ActivationMemory.Floats(branches[i].Block.Shift),
                factors is null ? null : factors.ValuesOf(i),
                Coefficients(i));
        }

        FusedForward<Float32Element>.Sum(
            values,
            branches.Count,
            coefficients.Address,
            identity is null ? null : identity.Values,
            factors is null ? null : factors.ValuesOf(branches.Count),
            tiles,
            mask,
            output.Values);
        output.Complete(windows);
    }

    public void Backward(int windows, in DirectPass pass)
    {
        var tiles = TilesOf(windows);
        var values = stackalloc void*[branches.Count];
        var valueGradients = stackalloc void*[branches.Count];
        var sums = stackalloc double[2 * channels * branches.Count];
        for (var i = 0; i < branches.Count; i++)
        {
            values[i] = branches[i].Convolved.Values;
            valueGradients[i] = branches[i].Convolved.Gradients;
        }

        FusedBackward<Float32Element>.Reduce(values, branches.Count, coefficients.Address, output.Gradients, tiles, mask, sums);
        if (pass.Gradients is not null || !readsWindows)
        {
            FusedBackward<Float32Element>.Spread(
                values, branches.Count, coefficients.Address, output.Gradients, tiles, mask, sums, valueGradients);
        }

        for (var i = 0; i < branches.Count; i++)
        {
            var toShift = sums + (2 * i * channels);
            if (pass.Gradients is { } gradients)
            {
                var place = branches[i].ParameterIndex;
                Coefficients(i).ParameterGradients(toShift, toShift + channels, gradients[place + 1], gradients[place + 2]);
            }

            if (factors is not null)
            {
                Coefficients(i).FactorGradients(toShift, toShift + channels, factors.GradientsOf(i));
            }
        }

        if (identity is not null)
        {
            PassThrough(identity, factors!, tiles);
        }
    }

    public void Dispose() => coefficients.Dispose();

    /// <summary>The identity's input is read before by the branches alone, so this is the first part of its gradient.</summary>
    private void PassThrough(Activation identity, Factors factors, in Tiles tiles)
    {
        var products = stackalloc double[channels];
        FusedBackward<Float32Element>.PassThrough(
            identity.Values, factors.ValuesOf(branches.Count), output.Gradients, tiles, mask, products, identity.Gradients);
        identity.HasGradient = true;
        var gradients = factors.GradientsOf(branches.Count);
        for (var c = 0; c < channels; c++)
        {
            gradients[c] = (float)products[c];
        }
    }

    private BranchCoefficients Coefficients(int branch) =>
        BranchCoefficients.Of(coefficients.Address, branch, channels);

    private Tiles TilesOf(int windows) => new((long)windows * output.Shape.Sensors * output.Shape.Time, channels);
}
