using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>Backward pass of <see cref="FusedNormalization"/> on plain memory.</summary>
internal static unsafe class FusedBackward<TElement>
    where TElement : struct, IElement
{
    /// <summary>First sweep: by branch and channel, Σ dz and behind it Σ dz · (x − mean), see <see cref="BranchSumsKernel{TElement}"/>.</summary>
    /// <param name="sums">2 x channels for each branch.</param>
    public static void Reduce(
        void** values, int branches, float* coefficients, void* gradient, in Tiles tiles, in DropoutMask dropout, double* sums)
    {
        var channels = tiles.Channels;
        var dropped = stackalloc float[tiles.Elements];
        new Span<double>(sums, 2 * channels * branches).Clear();
        var drop = new DropKernel<TElement, Float32Element> { Destination = dropped, Mask = dropout };
        var kernel = new BranchSumsKernel<TElement> { Channels = channels, Gradient = dropped };
        for (var row = 0L; row < tiles.Rows; row += tiles.Height)
        {
            kernel.Rows = tiles.HeightAt(row);
            Drop(ref drop, gradient, row, kernel.Rows, channels);
            for (var branch = 0; branch < branches; branch++)
            {
                kernel.Values = At(values[branch], row, channels);
                kernel.Coefficients = BranchCoefficients.Of(coefficients, branch, channels);
                kernel.Sums = sums + (2 * branch * channels);
                kernel.Products = kernel.Sums + channels;
                LaneLoop.Run(ref kernel, channels);
            }
        }
    }

    /// <summary>Second sweep: the gradients of the branches' values.</summary>
    /// <param name="sums">From the first sweep.</param>
    /// <param name="results">By branch; null: not wanted.</param>
    public static void Spread(
        void** values, int branches, float* coefficients, void* gradient, in Tiles tiles, in DropoutMask dropout, double* sums, void** results)
    {
        var channels = tiles.Channels;
        var dropped = stackalloc float[tiles.Elements];
        var constants = stackalloc float[3 * channels * branches];
        for (var branch = 0; branch < branches; branch++)
        {
            FillConstants(
                BranchCoefficients.Of(coefficients, branch, channels),
                sums + (2 * branch * channels),
                tiles,
                constants + (3 * branch * channels));
        }

        var drop = new DropKernel<TElement, Float32Element> { Destination = dropped, Mask = dropout };
        var kernel = new BranchGradientKernel<TElement> { Channels = channels, Gradient = dropped };
        for (var row = 0L; row < tiles.Rows; row += tiles.Height)
        {
            kernel.Rows = tiles.HeightAt(row);
            Drop(ref drop, gradient, row, kernel.Rows, channels);
            for (var branch = 0; branch < branches; branch++)
            {
                if (results[branch] is null)
                {
                    continue;
                }

                kernel.Values = At(values[branch], row, channels);
                kernel.Result = At(results[branch], row, channels);
                kernel.Coefficients = BranchCoefficients.Of(coefficients, branch, channels);
                kernel.OfGradient = constants + (3 * branch * channels);
                kernel.OfValue = kernel.OfGradient + channels;
                kernel.Constant = kernel.OfValue + channels;
                LaneLoop.Run(ref kernel, channels);
            }
        }
    }

    /// <summary>The identity branch: gradient of its values, and Σ gradient · value a channel.</summary>
    /// <param name="result">Null: not wanted.</param>
    public static void PassThrough(
        void* values, float* factors, void* gradient, in Tiles tiles, in DropoutMask dropout, double* products, void* result)
    {
        var channels = tiles.Channels;
        var dropped = stackalloc float[tiles.Elements];
        new Span<double>(products, channels).Clear();
        var drop = new DropKernel<TElement, Float32Element> { Destination = dropped, Mask = dropout };
        var kernel = new IdentityGradientKernel<TElement>
        {
            Channels = channels,
            Gradient = dropped,
            Factors = factors,
            Products = products,
        };
        for (var row = 0L; row < tiles.Rows; row += tiles.Height)
        {
            kernel.Rows = tiles.HeightAt(row);
            Drop(ref drop, gradient, row, kernel.Rows, channels);
            kernel.Values = At(values, row, channels);
            kernel.Result = result is null ? null : At(result, row, channels);
            LaneLoop.Run(ref kernel, channels);
        }
    }

    /// <summary>
    /// Batch norm's gradient, with x̂ = (x − mean) · inverse and n rows:
    /// dx = factor · slope · (dz − Σ dz / n − x̂ · Σ (dz · x̂) / n).
    /// </summary>
    private static void FillConstants(BranchCoefficients coefficients, double* sums, in Tiles tiles, float* constants)
    {
        for (var c = 0; c < tiles.Channels; c++)
        {
            var slope = (double)coefficients.Factor[c] * coefficients.Slope[c];
            var inverse = (double)coefficients.Inverse[c];
            constants[c] = (float)slope;
            constants[tiles.Channels + c] = (float)(-slope * inverse * inverse * sums[tiles.Channels + c] / tiles.Rows);
            constants[(2 * tiles.Channels) + c] = (float)(-slope * sums[c] / tiles.Rows);
        }
    }

    private static void Drop(ref DropKernel<TElement, Float32Element> drop, void* gradient, long row, int rows, int channels)
    {
        drop.Source = At(gradient, row, channels);
        drop.FirstIndex = (uint)(row * channels);
        LaneLoop.Run(ref drop, rows * channels);
    }

    private static void* At(void* values, long row, int channels) => (byte*)values + (row * channels * TElement.Size);
}
