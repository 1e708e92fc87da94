namespace MicroNas.Core.Kernels;

/// <summary>How often each loop of <c>micronas_convolve_packed</c> runs in one call: what its cost is made of.</summary>
public sealed record PackedLoops
{
    /// <summary>
    /// Words between two extractions of the fields, where the weights are unknown: nine tenths of the multiplications of the
    /// networks that this was tuned on allow as many.
    /// </summary>
    public const int TypicalChunk = 64;

    /// <summary>Words of weights times words of activations: 16 products each, over all tiles.</summary>
    public double Steps { get; init; }

    /// <summary>Chunks that do not end a sweep.</summary>
    public double InnerChunks { get; init; }

    /// <summary>Runs through two neighbouring outputs of a tile.</summary>
    public double Sweeps { get; init; }

    /// <summary>Calls of the inner loop: tiles of two lines by two channels.</summary>
    public double Tiles { get; init; }

    /// <summary>Pairs of words packed, weights and activations.</summary>
    public double PackedWords { get; init; }

    /// <summary>Runs of C_in pairs of words.</summary>
    public double PackedGroups { get; init; }

    /// <summary>Pairs of channels fetched, once a strip.</summary>
    public double ChannelLoads { get; init; }

    /// <summary>Loops of one way to run a supported shape.</summary>
    /// <param name="shape">One that <see cref="PackedConvolution.Supports"/>.</param>
    /// <param name="rows">The descriptor's.</param>
    /// <param name="chunk">Words between two extractions of the fields.</param>
    public static PackedLoops Of(ConvolutionShape shape, int rows, int chunk = TypicalChunk)
    {
        var geometry = PackedConvolution.GeometryOf(shape);
        var (whole, halves) = (geometry.Whole, geometry.Halves);
        double split = geometry.SplitsLast ? 1 : 0;
        var wholes = geometry.Lines.Rows - split;
        double pairs = shape.OutputChannels / 2;
        double loads = pairs * ((geometry.Lines.Rows + rows - 1) / rows);
        var groups = (loads * geometry.Groups) + (wholes * whole.Groups) + (split * halves.Groups);
        double Total(Func<PackedRow, double> count) => pairs * ((wholes * count(whole)) + (split * count(halves)));
        return new()
        {
            Steps = Total(row => row.Steps),
            InnerChunks = Total(row => Enumerable.Range(0, row.Sweeps).Sum(sweep => (row.StepsOf(sweep) - 1) / chunk)),
            Sweeps = Total(row => row.Sweeps),
            Tiles = Total(_ => 1),
            PackedGroups = groups,
            PackedWords = groups * shape.InputChannels,
            ChannelLoads = loads,
        };
    }
}
