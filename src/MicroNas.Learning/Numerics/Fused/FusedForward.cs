using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>Forward pass of <see cref="FusedNormalization"/> on plain memory.</summary>
internal static unsafe class FusedForward<TElement>
    where TElement : struct, IElement
{
    /// <summary>Batch statistics of one branch, and from them its coefficients.</summary>
    /// <param name="factors">One a channel; null: 1.</param>
    public static void Measure(void* values, in Tiles tiles, float* scale, float* shift, float* factors, BranchCoefficients coefficients)
    {
        var channels = tiles.Channels;
        var sums = stackalloc double[2 * channels];
        var pivots = stackalloc float[channels];
        new Span<double>(sums, 2 * channels).Clear();
        for (var c = 0; c < channels; c++)
        {
            Lanes1.Store(TElement.Load<Lanes1>(values, c), pivots + c);
        }

        var kernel = new StatisticsKernel<TElement>
        {
            Channels = channels,
            Pivots = pivots,
            Sums = sums,
            Squares = sums + channels,
        };
        for (var row = 0L; row < tiles.Rows; row += tiles.Height)
        {
            kernel.Values = At(values, row, channels);
            kernel.Rows = tiles.HeightAt(row);
            LaneLoop.Run(ref kernel, channels);
        }

        coefficients.Fill(tiles.Rows, pivots, sums, sums + channels, scale, shift, factors);
    }

    /// <summary>The sum of all branches, dropped out.</summary>
    /// <param name="values">Convolved values by branch.</param>
    /// <param name="branches">At least 1.</param>
    /// <param name="coefficients">By branch.</param>
    /// <param name="identity">Null: the cell has no such branch.</param>
    public static void Sum(
        void** values,
        int branches,
        float* coefficients,
        void* identity,
        float* identityFactors,
        in Tiles tiles,
        in DropoutMask dropout,
        void* result)
    {
        var channels = tiles.Channels;
        var sum = stackalloc float[tiles.Elements];
        var rectify = new RectifyKernel<TElement> { Channels = channels, Sum = sum };
        var passThrough = new IdentityKernel<TElement> { Channels = channels, Sum = sum, Factors = identityFactors };
        var drop = new DropKernel<Float32Element, TElement> { Source = sum, Mask = dropout };
        for (var row = 0L; row < tiles.Rows; row += tiles.Height)
        {
            var rows = tiles.HeightAt(row);
            rectify.Rows = rows;
            for (var branch = 0; branch < branches; branch++)
            {
                rectify.Adds = branch > 0;
                rectify.Values = At(values[branch], row, channels);
                rectify.Coefficients = BranchCoefficients.Of(coefficients, branch, channels);
                LaneLoop.Run(ref rectify, channels);
            }

            if (identity is not null)
            {
                passThrough.Rows = rows;
                passThrough.Values = At(identity, row, channels);
                LaneLoop.Run(ref passThrough, channels);
            }

            drop.Destination = At(result, row, channels);
            drop.FirstIndex = (uint)(row * channels);
            LaneLoop.Run(ref drop, rows * channels);
        }
    }

    private static void* At(void* values, long row, int channels) => (byte*)values + (row * channels * TElement.Size);
}
