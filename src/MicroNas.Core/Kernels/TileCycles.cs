namespace MicroNas.Core.Kernels;

/// <summary>
/// Cortex-M4 cycles of the parts of the tile kernels, from the instructions of micronas_tile_dsp.S (n + 1 cycles for a load of n words,
/// 3 for a taken branch) and, for what the compiler makes, from counts.
/// </summary>
internal static class TileCycles
{
    /// <summary>Two loads of four words and eight SMLAD.</summary>
    private const double Group = 18;

    /// <summary>Four requantizations, stores and the next position.</summary>
    private const double Tile = 62;

    private const double Segment = 45;

    /// <summary>A call for one row of tiles.</summary>
    private const double Row = 110;

    private const double WidenedGroup = 13;

    /// <summary>Multipliers, shifts and the call that expands a pair's weights.</summary>
    private const double ChannelPair = 90;

    private const double WidenedRun = 12;

    private const double CopiedPatchRow = 60;

    public static double Lines(in LineGeometry lines, int outputChannels, int rows)
    {
        var groups = lines.Channels / TileScratch.Group;
        var pairs = Pairs(outputChannels);
        var strips = DivideUp(lines.Rows, rows);
        var wholeRows = lines.Rows - (lines.SplitsLast ? 1 : 0);
        var sweeps = (Group * groups * ((wholeRows * (double)lines.ValidTaps) + (lines.SplitsLast ? lines.Half * lines.Kernel : 0)))
            + (Tile * ((wholeRows * lines.Positions) + (lines.SplitsLast ? lines.Half : 0)));
        return (strips * pairs * (ChannelPair + (WidenedGroup * groups * lines.Kernel)))
            + (lines.Rows * lines.Taps * (WidenedRun + (WidenedGroup * groups)))
            + (pairs * ((lines.Rows * (Row + (Segment * lines.Segments))) + sweeps));
    }

    public static double Pixels(int pixels, int inputChannels, int outputChannels, int rows)
    {
        var groups = inputChannels / TileScratch.Group;
        return Blocks(pixels, groups, outputChannels, rows);
    }

    public static double Patches(ConvolutionShape shape, int rows)
    {
        var pixels = shape.OutputHeight * shape.OutputWidth;
        return Blocks(pixels, DivideUp(shape.FilterSize, TileScratch.Group), shape.OutputChannels, rows)
            + (pixels * (CopiedPatchRow * (2 + shape.KernelHeight)));
    }

    private static double Blocks(int pixels, int groups, int outputChannels, int rows)
    {
        var strips = DivideUp(pixels, 2 * rows);
        var tiles = DivideUp(pixels, 2);
        return (strips * Pairs(outputChannels) * (ChannelPair + Row + Segment + (WidenedGroup * groups)))
            + (tiles * groups * WidenedGroup)
            + (Pairs(outputChannels) * tiles * (Tile + (Group * groups)));
    }

    private static double Pairs(int outputChannels) => DivideUp(outputChannels, 2);

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}
