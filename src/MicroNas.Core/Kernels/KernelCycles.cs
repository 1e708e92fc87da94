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
        + (6 * (loops.PatchWords + loops.PatchBytes));

    /// <summary>Fitted to counts of 45 layers, which it meets within 2 % where the chunks are known.</summary>
    public static double Packed(TileLoops loops) =>
        1700
        + (10.2 * loops.TileGroups) // two loads of two words, four long multiplications, a share of the chain's end
        + (157 * loops.Tiles) // four times three fields, eight requantizations, stores
        + (95 * loops.Segments)
        + (110 * loops.TileRows)
        + (266 * loops.ChannelLoads)
        + (48 * (loops.ExpandedGroups + loops.WidenedGroups))
        + (87 * loops.WidenedRuns);
}
