using MicroNas.Core.Memory;

namespace MicroNas.Core.Kernels;

/// <summary>Scratch of the kernels that work in tiles of 2 pixels by 2 channels, as their C files lay it out (micronas_tile.h).</summary>
internal static class TileScratch
{
    /// <summary>Inputs of a group.</summary>
    public const int Group = 4;

    /// <summary>Bytes of a group of two pixels, widened.</summary>
    public const int GroupBytes = 16;

    /// <summary>One micronas_segment.</summary>
    private const int SegmentBytes = 20;

    public static int Lines(in LineGeometry lines, int rows) => Lines(lines, rows, lines.SplitsLast);

    /// <param name="lines">The convolution.</param>
    /// <param name="rows">Pairs of lines that are widened at once.</param>
    /// <param name="splitsLast">The descriptor's <c>split_last</c>.</param>
    public static int Lines(in LineGeometry lines, int rows, bool splitsLast)
    {
        var rowTaps = splitsLast ? Math.Max(lines.Taps, ((lines.Half - 1) * lines.Stride) + lines.Kernel) : lines.Taps;
        return Aligned(checked(
            ((lines.Segments + 1) * SegmentBytes) + Aligned(lines.Channels) + ((lines.Kernel + (rows * rowTaps)) * lines.TapBytes)));
    }

    public static int Pixels(int channels, int rows) => checked((1 + rows) * channels / Group * GroupBytes);

    public static int Patches(int filterSize, int rows)
    {
        var groups = (filterSize + Group - 1) / Group;
        return checked(Aligned(2 * groups * Group) + ((1 + rows) * groups * GroupBytes));
    }

    private static int Aligned(int bytes) => checked(bytes + ArenaPlanner.Alignment - 1) / ArenaPlanner.Alignment * ArenaPlanner.Alignment;
}
