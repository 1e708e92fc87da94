using System.Collections.Concurrent;

namespace MicroNas.Core.Kernels;

/// <summary>Lists the ways to run each CONV_2D, from its shape alone.</summary>
public static class ConvolutionPlanner
{
    /// <summary>Rows that are tried; more share the expansion of a channel pair's weights among more tiles, and take more scratch.</summary>
    private static readonly int[] RowChoices = [1, 2, 4, 8, 16, 32];

    /// <summary>The least pairs of pixels or patches that are widened at once: with fewer, expanding the weights outweighs the sums.</summary>
    private const int FewestPixelPairs = 8;

    private const int FewestPatchPairs = 4;

    /// <summary>
    /// Ways that are slower than the fastest by less than this count as fast: the last gains take the most scratch, and the
    /// emitter gets most of them back from room that the arena has anyway.
    /// </summary>
    private const double FastEnough = 1.3;

    private static readonly ConcurrentDictionary<(ConvolutionShape Shape, KernelPreference Preference), ConvolutionPlan> Plans = [];

    /// <summary>Without scratch, and several times slower than any other way.</summary>
    public static ConvolutionPlan Plain { get; } = new(ConvolutionKernel.Plain, 1, 0, double.MaxValue);

    /// <summary>
    /// The way that the search counts on. The emitter takes faster ones where the arena has room
    /// (<see cref="KernelScheduler"/>).
    /// </summary>
    public static ConvolutionPlan Plan(ConvolutionShape shape, KernelPreference preference = KernelPreference.Fast) =>
        Plans.GetOrAdd((shape, preference), static key => Choose(Candidates(key.Shape), key.Preference));

    /// <summary>One of <paramref name="candidates"/>, which ascend in scratch and descend in cycles.</summary>
    public static ConvolutionPlan Choose(IReadOnlyList<ConvolutionPlan> candidates, KernelPreference preference) => preference switch
    {
        KernelPreference.Small => candidates[0],
        _ => candidates.First(candidate => candidate.Cycles <= candidates[^1].Cycles * FastEnough),
    };

    /// <summary>Ways by ascending scratch, each faster than those before it.</summary>
    /// <param name="quick">Whether the requantization is (<see cref="RequantizationForm"/>); some kernels take nothing else.</param>
    public static IReadOnlyList<ConvolutionPlan> Candidates(ConvolutionShape shape, bool quick = true)
    {
        var candidates = new List<ConvolutionPlan>();
        foreach (var candidate in All(shape, quick).OrderBy(candidate => candidate.ScratchBytes).ThenBy(candidate => candidate.Cycles))
        {
            if (candidates.Count == 0 || candidate.Cycles < candidates[^1].Cycles)
            {
                candidates.Add(candidate);
            }
        }

        return candidates;
    }

    private static IEnumerable<ConvolutionPlan> All(ConvolutionShape shape, bool quick)
    {
        if (ColumnConvolution.Supports(shape))
        {
            return [ColumnConvolution.Plan(shape)];
        }

        if (shape.OutputChannels < 2)
        {
            return [Plain];
        }

        var pixels = shape.OutputHeight * shape.OutputWidth;
        if (shape.InputChannels % TileScratch.Group == 0)
        {
            if (shape is { KernelHeight: 1, KernelWidth: 1, StrideHeight: 1, StrideWidth: 1 })
            {
                return Rows(FewestPixelPairs, (pixels + 1) / 2).Select(rows => Tiles(
                    shape, ConvolutionKernel.Pixels, rows, TileScratch.Pixels(shape.InputChannels, rows)));
            }

            if (LineGeometry.Of(shape) is { } lines)
            {
                var tiles = Rows(1, lines.Rows).Select(rows => Tiles(shape, ConvolutionKernel.Lines, rows, TileScratch.Lines(lines, rows)));
                return quick && PackedConvolution.Supports(shape)
                    ? tiles.Concat(Rows(1, lines.Rows).Select(rows => Packed(shape, rows)))
                    : tiles;
            }
        }

        return Rows(FewestPatchPairs, (pixels + 1) / 2).Select(rows => Tiles(
            shape, ConvolutionKernel.Patches, rows, TileScratch.Patches(shape.FilterSize, rows)));
    }

    private static ConvolutionPlan Packed(ConvolutionShape shape, int rows) => new(
        ConvolutionKernel.Packed, rows, PackedConvolution.ScratchBytes(shape, rows), KernelCycles.Packed(PackedLoops.Of(shape, rows)));

    private static ConvolutionPlan Tiles(ConvolutionShape shape, ConvolutionKernel kernel, int rows, int scratchBytes) =>
        new(kernel, rows, scratchBytes, KernelCycles.Tiles(TileLoops.Of(shape, kernel, rows)));

    /// <summary>The choices between fewest and all there are.</summary>
    private static IEnumerable<int> Rows(int fewest, int most) =>
        RowChoices.Where(rows => rows >= fewest).Select(rows => Math.Min(rows, most)).Distinct();
}
