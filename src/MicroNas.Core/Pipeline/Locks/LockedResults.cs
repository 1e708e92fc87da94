using System.Globalization;
using System.Text.Json.Nodes;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Pipeline.Locks;

/// <summary>What a model is worth and costs, as its lock file says.</summary>
/// <param name="Architecture">One word a cell.</param>
/// <param name="Accuracy">int8, share of the test windows, 0..1.</param>
/// <param name="MacroF1">int8, 0..1.</param>
/// <param name="FloatAccuracy">Of the same network before quantization, 0..1; null where it is not known.</param>
/// <param name="TestWindows">How many windows the accuracies were measured on.</param>
/// <param name="LatencyMilliseconds">Expected time of one inference.</param>
/// <param name="LatencyUpperMilliseconds">Upper end of the error band, which the limit is compared with.</param>
/// <param name="MemoryBytes">Arena, with the runtime's own overhead.</param>
/// <param name="FlashBytes">Model in flash.</param>
/// <param name="MultiplyAccumulates">MACs of one inference.</param>
public sealed record LockedResults(
    string Architecture,
    double Accuracy,
    double MacroF1,
    double? FloatAccuracy,
    int TestWindows,
    double LatencyMilliseconds,
    double LatencyUpperMilliseconds,
    long MemoryBytes,
    long FlashBytes,
    long MultiplyAccumulates)
{
    /// <summary>Another machine's library may give the last bits of a logarithm otherwise.</summary>
    private const double RelativeTolerance = 1e-9;

    /// <param name="report">Of a run up to the verify stage.</param>
    public static LockedResults Of(ModelReport report) => new(
        report.Architecture,
        report.Test!.Accuracy,
        report.Test.MacroF1,
        report.Test.Quantization?.FloatAccuracy,
        report.Test.Windows,
        report.Predicted.LatencyMilliseconds,
        report.Predicted.LatencyUpperMilliseconds,
        report.Predicted.MemoryBytes,
        report.Predicted.FlashBytes,
        report.Predicted.MultiplyAccumulates);

    /// <summary>What another one says otherwise, by the names that the lock file has.</summary>
    internal IReadOnlyList<InputChange> DifferencesTo(LockedResults other) =>
        [.. InputChange.Between(Values(), other.Values()).Where(change => !IsSameNumber(change.Old, change.New))];

    private SortedDictionary<string, string> Values() => new(
        JsonNode.Parse(ReportJson.Serialize(this))!.AsObject().ToDictionary(value => value.Key, value => value.Value?.ToString() ?? "null"), StringComparer.Ordinal);

    private static bool IsSameNumber(string? one, string? other) =>
        double.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out var first)
        && double.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var second)
        && Math.Abs(first - second) <= RelativeTolerance * Math.Abs(first);
}
