namespace MicroNas.Core.Kernels;

/// <summary>
/// Estimates Cortex-M4 cycles of the tile kernels, from the instructions of micronas_tile_dsp.S (n + 1 cycles for a load of n words,
/// 3 for a taken branch, flash without wait states) and from counts of what the compiler makes of the rest.
/// </summary>
internal static class TileCycles
{
    public static double Estimate(TileLoops loops) =>
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
}
