using MicroNas.Core.Quantization;

namespace MicroNas.Core.Kernels;

/// <summary>
/// How often each loop of a tile kernel runs in one call (micronas_tile.h): what its cost is made of. For the packed kernel see
/// <see cref="PackedLoops"/>.
/// </summary>
public sealed record TileLoops
{
    /// <summary>Tiles of 2 pixels by 2 channels.</summary>
    public double Tiles { get; init; }

    /// <summary>Groups of four inputs, over all tiles.</summary>
    public double TileGroups { get; init; }

    /// <summary>Rows of tiles that were run: calls of the inner loop.</summary>
    public double TileRows { get; init; }

    /// <summary>Segments of those rows; of packed sweeps, the chunks after the first.</summary>
    public double Segments { get; init; }

    /// <summary>Pairs of channels fetched, once a strip.</summary>
    public double ChannelLoads { get; init; }

    /// <summary>Groups of weights widened.</summary>
    public double ExpandedGroups { get; init; }

    /// <summary>Groups of activations widened.</summary>
    public double WidenedGroups { get; init; }

    /// <summary>Runs of contiguous activations.</summary>
    public double WidenedRuns { get; init; }

    /// <summary>Calls of the widening.</summary>
    public double WidenCalls { get; init; }

    /// <summary>Rows of input windows inside the image, copied.</summary>
    public double PatchRows { get; init; }

    /// <summary>Whole words of those rows.</summary>
    public double PatchWords { get; init; }

    /// <summary>Bytes of those rows beyond whole words.</summary>
    public double PatchBytes { get; init; }

    /// <summary>Loops of one way to run a shape.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kernel does not work in tiles.</exception>
    public static TileLoops Of(ConvolutionShape shape, ConvolutionKernel kernel, int rows) => kernel switch
    {
        ConvolutionKernel.Lines => Lines(LineGeometry.Of(shape)!.Value, shape.OutputChannels, rows),
        ConvolutionKernel.Pixels => Blocks(shape, shape.InputChannels / TileScratch.Group, rows),
        ConvolutionKernel.Patches => Patches(shape, rows),
        ConvolutionKernel.Packed => PackedLoops.Of(shape, rows),
        _ => throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "The kernel does not work in tiles."),
    };

    private static TileLoops Lines(LineGeometry lines, int outputChannels, int rows)
    {
        var groups = lines.Channels / TileScratch.Group;
        double pairs = DivideUp(outputChannels, 2);
        var loads = DivideUp(lines.Rows, rows) * pairs;
        var split = lines.SplitsLast ? 1 : 0;
        var whole = lines.Rows - split;
        var splitRuns = ((lines.Half - 1) * lines.Stride) + lines.Kernel;
        var runs = lines.IsContiguous ? 1 : lines.Taps;
        return new()
        {
            Tiles = pairs * ((whole * lines.Positions) + (split * lines.Half)),
            TileGroups = pairs * groups * ((whole * (double)lines.ValidTaps) + (split * lines.Half * lines.Kernel)),
            TileRows = pairs * lines.Rows,
            Segments = pairs * ((whole * lines.Segments) + split),
            ChannelLoads = loads,
            ExpandedGroups = loads * groups * lines.Kernel,
            WidenedGroups = (whole * lines.Taps * groups) + (split * splitRuns * groups),
            WidenedRuns = (whole * runs) + (split * splitRuns),
            WidenCalls = whole + (split * splitRuns),
        };
    }

    private static TileLoops Patches(ConvolutionShape shape, int rows)
    {
        var groups = DivideUp(shape.FilterSize, TileScratch.Group);
        double patches = Pairs(shape, rows) * 2;
        var copiedRows = Sweeps(shape.InputHeight, shape.OutputHeight, shape.KernelHeight, shape.StrideHeight, shape.PaddingTop).Sum();
        int[] rowBytes = [.. Sweeps(shape.InputWidth, shape.OutputWidth, shape.KernelWidth, shape.StrideWidth, shape.PaddingLeft)
            .Select(taps => taps * shape.InputChannels)];
        return Blocks(shape, groups, rows) with
        {
            WidenCalls = patches / 2,
            WidenedRuns = patches / 2,
            PatchRows = (double)copiedRows * shape.OutputWidth,
            PatchWords = (double)copiedRows * rowBytes.Sum(bytes => bytes / sizeof(uint)),
            PatchBytes = (double)copiedRows * rowBytes.Sum(bytes => bytes % sizeof(uint)),
        };
    }

    /// <summary>Taps inside the image of each output position along one axis.</summary>
    private static IEnumerable<int> Sweeps(int input, int output, int kernel, int stride, int padding) =>
        Enumerable.Range(0, output).Select(position => ConvolutionGeometry.TapsInside(position, input, kernel, stride, padding));

    private static TileLoops Blocks(ConvolutionShape shape, int groups, int rows)
    {
        var strips = DivideUp(shape.OutputHeight * shape.OutputWidth, 2 * rows);
        var tiles = Pairs(shape, rows);
        double pairs = DivideUp(shape.OutputChannels, 2);
        return new()
        {
            Tiles = pairs * tiles,
            TileGroups = pairs * tiles * groups,
            TileRows = pairs * strips,
            Segments = pairs * strips,
            ChannelLoads = pairs * strips,
            ExpandedGroups = pairs * strips * groups,
            WidenedGroups = (double)tiles * groups,
            WidenedRuns = strips,
            WidenCalls = strips,
        };
    }

    /// <summary>Pairs of pixels: each strip rounds up.</summary>
    private static int Pairs(ConvolutionShape shape, int rows)
    {
        var pixels = shape.OutputHeight * shape.OutputWidth;
        return (pixels / (2 * rows) * rows) + DivideUp(pixels % (2 * rows), 2);
    }

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}
