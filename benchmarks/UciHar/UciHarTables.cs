using System.Globalization;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>The settings as tables: one row a setting, begun or not, means over its seeds.</summary>
internal static class UciHarTables
{
    public static readonly string[] Columns =
    [
        "method", "runtime", "mcu", "budget", "seeds", "int8 accuracy %", "spread", "macro F1 %", "float %", "latency ms", "at most ms",
        "memory B", "flash B", "MMAC", "search s", "training s", "paper %",
    ];

    /// <summary>Tables by title; those of which nothing has been begun are left out.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<object[]>> Of(IReadOnlyList<SettingSummary> settings)
    {
        var tables = new Dictionary<string, IReadOnlyList<object[]>>();
        foreach (var group in settings.GroupBy(setting => Title(setting.Case)).Where(group => group.Any(IsBegun)))
        {
            tables.Add(group.Key, [.. group
                .OrderBy(setting => setting.Case.Method != UciHarCase.DefaultMethod)
                .ThenBy(setting => setting.Case.Method, StringComparer.Ordinal)
                .ThenByDescending(setting => setting.Case.Runtime, StringComparer.Ordinal)
                .ThenByDescending(setting => setting.Case.Mcu, StringComparer.Ordinal)
                .ThenBy(setting => setting.Case.LatencyMilliseconds ?? int.MaxValue)
                .ThenBy(setting => setting.Case.MemoryKilobytes)
                .Select(Row)]);
        }

        return tables;
    }

    private static bool IsBegun(SettingSummary setting) => setting.Results.Count + setting.Failed.Count > 0;

    private static string Title(UciHarCase entry) => entry switch
    {
        { Dataset: not CaseGrid.UciHar } => $"{entry.Dataset}, the published split",
        { MemoryKilobytes: not null } => "UCI-HAR by subject (official split), memory budgets without a latency limit",
        _ when Ablations.Find(entry) is not null => "UCI-HAR by subject (official split), the default with one part switched",
        { Split: SplitNames.Random } => "UCI-HAR split at random: test windows overlap training windows, this LEAKS (the paper's kind of split)",
        { Split: SplitNames.People } => "UCI-HAR by subject, nine test people drawn anew for each seed",
        _ => "UCI-HAR by subject (official split), latency budgets",
    };

    private static object[] Row(SettingSummary setting)
    {
        var entry = setting.Case;
        var seeds = string.Create(CultureInfo.InvariantCulture, $"{setting.Results.Count} of {setting.Seeds}");
        if (setting.Failed.Count > 0)
        {
            seeds += $", {setting.Failed[0].Error!.Split(':')[0]}";
        }

        if (setting.Older > 0)
        {
            seeds += string.Create(CultureInfo.InvariantCulture, $", {setting.Older} older");
        }

        return
        [
            entry.Method, Dash(entry.Runtime), Dash(entry.Mcu), entry.Method == UciHarCase.Classical ? "-" : entry.Budget.Replace('-', ' '), seeds,
            Number(setting.Accuracy, 2), Spread(setting), Number(setting.Mean(result => result.MacroF1Percent), 2),
            Number(setting.Mean(result => result.FloatAccuracyPercent), 2),
            Number(setting.Mean(result => result.LatencyMilliseconds), 1), Number(setting.Highest(result => result.LatencyUpperMilliseconds), 1),
            Number(setting.Mean(result => result.MemoryBytes), 0), Number(setting.Mean(result => result.FlashBytes), 0),
            Number(setting.Mean(result => result.MegaMultiplyAccumulates), 2),
            Number(setting.Mean(result => result.SearchSeconds), 0), Number(setting.Mean(result => result.TrainingSeconds), 0),
            PaperFigures.For(entry) is { } paper ? Number(paper, 2) : "",
        ];
    }

    private static string Spread(SettingSummary setting) => setting.Results.Count < 2
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"± {setting.AccuracyDeviation:0.00}");

    private static string Dash(string text) => text == UciHarCase.None ? "-" : text;

    private static string Number(double value, int digits) =>
        double.IsNaN(value) ? "" : value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
