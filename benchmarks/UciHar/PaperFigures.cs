namespace MicroNas.Benchmarks.UciHar;

/// <summary>
/// UCI-HAR's accuracies in the paper (King et al., Sci Rep 15, 7575, 2025), with TensorFlow Lite Micro and a split of the
/// authors' own, in percent.
/// </summary>
internal static class PaperFigures
{
    /// <summary>The best of 30 architectures drawn at random, and what it takes on the L552.</summary>
    public const double RandomSearchPercent = 93.69;

    public const double RandomSearchMilliseconds = 108.89;

    public const double UnlimitedPercent = 99.6;

    /// <summary>By latency limit.</summary>
    public static IReadOnlyDictionary<int, double> L552Percent { get; } = new Dictionary<int, double> { [25] = 94.62, [50] = 98.86 };

    public static IReadOnlyDictionary<int, double> F446Percent { get; } = new Dictionary<int, double> { [25] = 97.08 };

    /// <summary>What the paper reached with the same budget, its search method and TensorFlow Lite Micro; null where it states none.</summary>
    public static double? For(UciHarCase entry) => entry switch
    {
        not { Dataset: CaseGrid.UciHar, MemoryKilobytes: null } or { Method: UciHarCase.Classical } => null,
        { LatencyMilliseconds: null } => UnlimitedPercent,
        { Mcu: CaseGrid.L552 } => Find(L552Percent, entry),
        { Mcu: CaseGrid.F446 } => Find(F446Percent, entry),
        _ => null,
    };

    private static double? Find(IReadOnlyDictionary<int, double> percent, UciHarCase entry) =>
        percent.TryGetValue(entry.LatencyMilliseconds!.Value, out var value) ? value : null;
}
