namespace MicroNas.Core.Pipeline.Locks;

/// <summary>What one lock file says otherwise than another: what a pull request changes of a model.</summary>
/// <param name="Model">Name of the newer one.</param>
/// <param name="OldArchitecture">Null: there was no lock file.</param>
/// <param name="NewArchitecture">One word a cell.</param>
/// <param name="Figures">Accuracy and costs, whether they changed or not.</param>
/// <param name="Inputs">Options, data and versions that changed; what follows from them is left out. Empty without an older lock file.</param>
public sealed record LockComparison(
    string Model, string? OldArchitecture, string NewArchitecture, IReadOnlyList<FigureChange> Figures, IReadOnlyList<InputChange> Inputs)
{
    /// <param name="older">Null: the model is new.</param>
    public static LockComparison Of(LockFile? older, LockFile newer) => new(
        newer.Model,
        older?.Results.Architecture,
        newer.Results.Architecture,
        [.. FiguresOf(older?.Results, newer.Results)],
        older is null ? [] : InputChange.Between(older.OwnInputs, newer.OwnInputs));

    private static IEnumerable<FigureChange> FiguresOf(LockedResults? older, LockedResults newer)
    {
        yield return new FigureChange("accuracy (int8)", "%", older?.Accuracy * 100, newer.Accuracy * 100);
        yield return new FigureChange("accuracy (float)", "%", older?.FloatAccuracy * 100, newer.FloatAccuracy * 100);
        yield return new FigureChange("macro F1 (int8)", "%", older?.MacroF1 * 100, newer.MacroF1 * 100);
        yield return new FigureChange("test windows", "", older?.TestWindows, newer.TestWindows);
        yield return new FigureChange("latency", "ms", older?.LatencyMilliseconds, newer.LatencyMilliseconds);
        yield return new FigureChange("latency, upper end", "ms", older?.LatencyUpperMilliseconds, newer.LatencyUpperMilliseconds);
        yield return new FigureChange("memory", "B", older?.MemoryBytes, newer.MemoryBytes);
        yield return new FigureChange("flash", "B", older?.FlashBytes, newer.FlashBytes);
        yield return new FigureChange("MACs", "", older?.MultiplyAccumulates, newer.MultiplyAccumulates);
    }
}
