namespace MicroNas.Core.Kernels;

/// <summary>
/// How often the loops of <c>micronas_convolve_packed</c> run: tiles are sweeps (two outputs of two lines by two channels),
/// their groups are steps, segments are the chunks after a sweep's first.
/// </summary>
public static class PackedLoops
{
    /// <summary>
    /// Steps of a chunk, which depend on the weights: trained filters allow 50 to 90 where they need chunks at all.
    /// </summary>
    private const double TypicalChunk = 66;

    /// <summary>The loops of a supported shape.</summary>
    public static TileLoops Of(ConvolutionShape shape, int rows)
    {
        var geometry = PackedConvolution.GeometryOf(shape);
        var lines = geometry.Lines;
        var split = geometry.SplitsLast ? 1 : 0;
        var whole = lines.Rows - split;
        double pairs = shape.OutputChannels / 2;
        var loads = (lines.Rows + rows - 1) / rows * pairs;
        var groups = (whole * geometry.Whole.Groups) + (split * geometry.Halves.Groups);
        return new()
        {
            Tiles = pairs * ((whole * geometry.Whole.Sweeps) + (split * geometry.Halves.Sweeps)),
            TileGroups = pairs * ((whole * (double)geometry.Whole.Steps) + (split * geometry.Halves.Steps)),
            Segments = pairs * ((whole * FurtherChunks(geometry.Whole)) + (split * FurtherChunks(geometry.Halves))),
            TileRows = pairs * lines.Rows,
            ChannelLoads = loads,
            ExpandedGroups = loads * geometry.Steps / TileScratch.Group,
            WidenedGroups = (double)groups * lines.Channels / TileScratch.Group,
            WidenedRuns = (loads * geometry.Groups) + groups,
        };
    }

    /// <summary>Chunks of a whole sweep with typical weights.</summary>
    public static int TypicalParts(ConvolutionShape shape) => TypicalParts(PackedConvolution.GeometryOf(shape));

    private static int TypicalParts(PackedGeometry geometry) => Math.Max(1, (int)Math.Round(geometry.Steps / TypicalChunk));

    private static int FurtherChunks(PackedRow row)
    {
        var parts = TypicalParts(row.Geometry);
        var chunk = (row.Geometry.Steps + parts - 1) / parts;
        return Enumerable.Range(0, row.Sweeps).Sum(sweep => Math.Max(0, (row.StepsOf(sweep) - 1) / chunk));
    }
}
