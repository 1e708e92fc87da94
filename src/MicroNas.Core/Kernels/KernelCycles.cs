namespace MicroNas.Core.Kernels;

/// <summary>
/// Estimates Cortex-M4 cycles of the convolution kernels, from the instructions of micronas_tile_dsp.S and
/// micronas_packed_dsp.S (n + 1 cycles for a load of n words,
/// 3 for a taken branch, flash without wait states) and from counts of what the compiler makes of the rest.
/// </summary>
internal static class KernelCycles
{
    public static double Tiles(TileLoops loops) =>
        (18 * loops.TileGroups) // two loads of four words, eight SMLAD
        + (62 * loops.Tiles) // four requantizations, stores, the next position
        + (45 * loops.Segments)
        + (110 * loops.TileRows)
        + (90 * loops.ChannelLoads)
        + (13 * (loops.ExpandedGroups + loops.WidenedGroups))
        + (12 * loops.WidenedRuns)
        + (40 * loops.WidenCalls)
        + (50 * loops.PatchRows)
        + (2 * loops.PatchBytes);

    public static double Packed(TileLoops loops) =>
        (10 * loops.TileGroups) // two loads of two words, four long multiplications
        + (190 * loops.Tiles) // four times three fields, eight requantizations, stores
        + (75 * loops.Segments)
        + (120 * loops.TileRows)
        + (250 * loops.ChannelLoads)
        + (45 * (loops.ExpandedGroups + loops.WidenedGroups))
        + (60 * loops.WidenedRuns);
}
