using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>The goals, each beside what was measured. A goal over several seeds is judged when all of them are there, by what would be run now.</summary>
internal sealed class UciHarFigures(IReadOnlyList<SettingSummary> settings)
{
    private const double Int8CostGoalPoints = 0.3;
    private const double RareChance = 0.05;

    public IReadOnlyList<Figure> All() =>
    [
        AccuracyAtLeast(Subject(CaseGrid.Tflm, 25), 96.5),
        AccuracyAtLeast(Subject(CaseGrid.Tflm, 50), 97),
        AccuracyAtLeast(Subject(CaseGrid.Tflm, null), 98),
        AccuracyAtLeast(Subject(CaseGrid.Micronas, 25), 97.5),
        AccuracyAbove(Random(CaseGrid.L552, 25), PaperFigures.L552Percent[25]),
        AccuracyAbove(Random(CaseGrid.L552, 50), PaperFigures.L552Percent[50]),
        AccuracyAbove(Random(CaseGrid.F446, 25), PaperFigures.F446Percent[25]),
        AccuracyAbove(Random(CaseGrid.L552, null), PaperFigures.UnlimitedPercent),
        AccuracyAbove(Random(CaseGrid.L552, 100), PaperFigures.RandomSearchPercent),
        AboveRandomSearch(Subject(CaseGrid.Micronas, 10)),
        AboveRandomSearch(Subject(CaseGrid.Micronas, 25)),
        AboveRandomSearch(Subject(CaseGrid.Tflm, 25)),
        AboveRandomSearch(Subject(CaseGrid.Tflm, 10) with { Mcu = CaseGrid.F446 }),
        AboveRandomSearch(Subject(CaseGrid.Tflm, 25) with { Mcu = CaseGrid.F446 }),
        AboveLongerRandomSearch(Subject(CaseGrid.Micronas, 10)),
        AboveLongerRandomSearch(Subject(CaseGrid.Micronas, 25)),
        BesideRandomSearch(People(CaseGrid.F446, CaseGrid.Tflm)),
        BesideRandomSearch(People(CaseGrid.L552, CaseGrid.Micronas)),
        BesideRandomSearch(Subject(CaseGrid.Micronas, 50)),
        BesideRandomSearch(Subject(CaseGrid.Tflm, 50)),
        Above(UciHarCase.Paper, "search above the paper's method", Subject(CaseGrid.Tflm, 25)),
        Above(UciHarCase.Paper, "search above the paper's method", Subject(CaseGrid.Tflm, 50)),
        BesideWholePaper(Subject(CaseGrid.Tflm, 25)),
        BesideWholePaper(Subject(CaseGrid.Tflm, 50)),
        HalfPrecision(Subject(CaseGrid.Tflm, 25)),
        .. Int8Costs(),
        .. Limits(),
    ];

    private static UciHarCase Subject(string runtime, int? latency) =>
        new(CaseGrid.UciHar, SplitNames.Given, CaseGrid.L552, runtime, latency, null, UciHarCase.DefaultMethod, 1);

    private static UciHarCase People(string mcu, string runtime) => Subject(runtime, 25) with { Split = SplitNames.People, Mcu = mcu };

    private static UciHarCase Random(string mcu, int? latency) =>
        new(CaseGrid.UciHar, SplitNames.Random, mcu, CaseGrid.Tflm, latency, null, UciHarCase.DefaultMethod, 1);

    private Figure AccuracyAtLeast(UciHarCase entry, double goal) =>
        Judge(Name(entry), Find(entry), setting => setting.Accuracy, "%", FormattableString.Invariant($">= {goal}"), value => value >= goal);

    private Figure AccuracyAbove(UciHarCase entry, double goal) =>
        Judge(Name(entry), Find(entry), setting => setting.Accuracy, "%", FormattableString.Invariant($"> {goal}"), value => value > goal);

    /// <summary>The goal is for the published split and budgets under 50 ms.</summary>
    private Figure AboveRandomSearch(UciHarCase entry) => Above(UciHarCase.Random, "search above random search of equal cost", entry);

    /// <inheritdoc cref="AboveRandomSearch"/>
    private Figure AboveLongerRandomSearch(UciHarCase entry) => Above(UciHarCase.LongerRandom, "search above random search of more epochs", entry);

    private Figure BesideRandomSearch(UciHarCase entry) => WithoutGoal(AboveRandomSearch(entry));

    /// <summary>What a user of either would get; methods that train alike are compared above.</summary>
    private Figure BesideWholePaper(UciHarCase entry) => WithoutGoal(Above(UciHarCase.PaperWhole, "search and training above the paper's, nearly", entry));

    /// <summary>The same figure where no goal is set.</summary>
    private static Figure WithoutGoal(Figure figure) => figure with { Goal = "", Met = null };

    /// <summary>Met only by more than the standard error: less is no evidence of anything.</summary>
    /// <param name="entry">The default's.</param>
    private Figure Above(string method, string what, UciHarCase entry)
    {
        var (ours, other) = (Find(entry), Find(entry with { Method = method }));
        var name = $"{Place(entry)}: {what}";
        if (other is not { Results.Count: > 0 })
        {
            return new Figure(name, null, "points", "> 0");
        }

        var error = ours is null ? double.NaN : StandardError(ours, other);
        return Judge(
            name + Evidence(ours, other, error),
            ours,
            setting => setting.Accuracy - other.Accuracy,
            "points",
            "> 0",
            value => value <= 0 ? false : value > error ? true : null,
            other);
    }

    /// <summary>How far the difference can be trusted, and whether both had the same time.</summary>
    private static string Evidence(SettingSummary? ours, SettingSummary other, double error)
    {
        var timeShare = ours is null ? double.NaN : ShareOfTime(ours, other);
        var evidence = new List<string>();
        if (double.IsFinite(error))
        {
            evidence.Add(FormattableString.Invariant($"standard error {error:0.00}"));
        }

        if (double.IsFinite(timeShare))
        {
            evidence.Add(FormattableString.Invariant($"the other took {timeShare:0.00} times as long"));
        }

        return evidence.Count == 0 ? "" : $" ({string.Join("; ", evidence)})";
    }

    /// <summary>
    /// By the shortest search of each, as the others ran beside more work, on the processor that most of both ran on, of two the later one; NaN where none
    /// ran searches of both.
    /// </summary>
    private static double ShareOfTime(SettingSummary ours, SettingSummary other)
    {
        var others = other.Results.ToLookup(result => result.Processor);
        var shared = ours.Results.GroupBy(result => result.Processor)
            .Where(group => others.Contains(group.Key))
            .OrderBy(group => Math.Min(group.Count(), others[group.Key].Count()))
            .LastOrDefault();
        return shared is null ? double.NaN : Shortest(others[shared.Key]) / Shortest(shared);

        static double Shortest(IEnumerable<CaseResult> results) => results.Min(result => result.SearchSeconds) ?? double.NaN;
    }

    /// <summary>
    /// Of the difference of two means: by pairs where both are tested with the same windows, which another seed is not. NaN for fewer
    /// than two seeds, or pairs.
    /// </summary>
    private static double StandardError(SettingSummary left, SettingSummary right)
    {
        if (left.Case.Split == SplitNames.Given)
        {
            return Math.Sqrt(Square(left) + Square(right));
        }

        var differences = left.Results
            .Join(right.Results, ours => ours.Case.Seed, other => other.Case.Seed, (ours, other) => ours.AccuracyPercent!.Value - other.AccuracyPercent!.Value)
            .ToList();
        return differences.StandardDeviation() / Math.Sqrt(differences.Count);

        static double Square(SettingSummary setting) => setting.AccuracyDeviation * setting.AccuracyDeviation / setting.Results.Count;
    }

    /// <summary>In units of the deviation between seeds, that of both precisions together.</summary>
    private Figure HalfPrecision(UciHarCase entry)
    {
        const string Unit = "deviations";
        var name = $"{Place(entry)}: bf16 from fp32, difference of the means over the deviation between seeds";
        return Find(entry with { Method = Ablations.HalfPrecision }) is { Results.Count: > 1 } half
            ? Judge(name, Find(entry), setting => Math.Abs(setting.Accuracy - half.Accuracy) / Pooled(setting, half), Unit, "< 1", value => value < 1, half)
            : new Figure(name, null, Unit, "< 1");

        static double Pooled(SettingSummary left, SettingSummary right) =>
            Math.Sqrt((Math.Pow(left.AccuracyDeviation, 2) + Math.Pow(right.AccuracyDeviation, 2)) / 2);
    }

    private IEnumerable<Figure> Int8Costs()
    {
        var measured = settings.Where(setting => setting.Results.Any(result => result.FloatAccuracyPercent is not null)).ToList();
        var seeds = measured.SelectMany(setting => setting.Results).Select(result => result.FloatAccuracyPercent - result.AccuracyPercent).ToList();
        yield return AtMost(
            "int8 against the same network in float, what the product does by default, mean of a setting's seeds, highest",
            [.. measured.Where(setting => setting.Case.Method == UciHarCase.DefaultMethod)],
            setting => setting.Int8Cost);
        yield return AtMost("int8 against the same network in float, any method, mean of a setting's seeds, highest", measured, setting => setting.Int8Cost);
        yield return AtMost(
            "int8 against the same network in float, highest of all networks",
            measured,
            setting => setting.Highest(result => result.FloatAccuracyPercent - result.AccuracyPercent));
        yield return new Figure("int8 against the same network in float, mean of all networks", seeds.DefaultIfEmpty().Average(), "points");
        var harms = measured.SelectMany(setting => setting.Results).Select(ChanceOfHarm).OfType<double>().ToList();
        yield return new Figure(
            FormattableString.Invariant($"networks that lose so many more windows to int8 than they win that chance does it in 1 of {1 / RareChance:0} (sign test), of {harms.Count} counted"),
            harms.Count == 0 ? null : harms.Count(chance => chance < RareChance),
            "");
    }

    /// <summary>
    /// How likely at least so many of the windows that change sides are lost, if each is as likely won; null where they were not counted.
    /// </summary>
    private static double? ChanceOfHarm(CaseResult result) => result is { Int8LostWindows: { } lost, Int8WonWindows: { } won }
        ? lost == 0 ? 1 : 1 - Binomial.CDF(0.5, lost + won, lost - 1)
        : null;

    private IEnumerable<Figure> Limits()
    {
        var results = settings.SelectMany(setting => setting.Results).Where(result => result.Case.Method != UciHarCase.Classical).ToList();
        var broken = results.Count(result => result.LatencyUpperMilliseconds > result.Case.LatencyMilliseconds
            || result.MemoryBytes > 1000L * result.Case.MemoryKilobytes);
        yield return results.Count == 0
            ? new Figure("networks above a limit of theirs", null, "", "<= 0")
            : Figure.AtMost("networks above a limit of theirs", broken, "", 0);
        yield return new Figure("networks measured", results.Count, "");
        yield return new Figure(
            "results by another version or configuration", settings.Sum(setting => setting.Older), "");
        yield return new Figure("cases without a network that keeps the budget", settings.Sum(setting => setting.Failed.Count), "");
    }

    /// <summary>The highest of all settings. Where only incomplete or older ones are above the goal, it is not judged.</summary>
    private static Figure AtMost(string name, IReadOnlyList<SettingSummary> settings, Func<SettingSummary, double> value)
    {
        var goal = FormattableString.Invariant($"<= {Int8CostGoalPoints}");
        if (settings.Count == 0)
        {
            return new Figure(name, null, "points", goal);
        }

        var above = settings.Where(setting => value(setting) > Int8CostGoalPoints).ToList();
        bool? met = above.Count == 0 ? true : above.Any(setting => setting.IsComplete) ? false : null;
        return new Figure(name, settings.Max(value), "points", goal, met);
    }

    private SettingSummary? Find(UciHarCase entry) => settings.FirstOrDefault(setting => setting.Case.Setting == entry.Setting);

    private static string Name(UciHarCase entry) => $"{Place(entry)}: int8 accuracy, mean of seeds";

    private static string Place(UciHarCase entry)
    {
        var split = entry.Split switch
        {
            SplitNames.Random => "random split (leaks)",
            SplitNames.People => "by subject, people drawn anew",
            _ => "by subject",
        };
        var mcu = entry.Mcu == CaseGrid.L552 ? "L552" : "F446RE";
        var budget = entry.LatencyMilliseconds is { } latency ? FormattableString.Invariant($"{latency} ms") : "no limit";
        return $"{split}, {mcu}, {entry.Runtime}, {budget}";
    }

    /// <param name="other">What it is compared with, if anything: incomplete, it lets nothing be judged either.</param>
    private static Figure Judge(
        string name, SettingSummary? setting, Func<SettingSummary, double> value, string unit, string goal, Func<double, bool?> isMet, SettingSummary? other = null)
    {
        if (setting is not { Results.Count: > 0 })
        {
            return new Figure(name, null, unit, goal);
        }

        var missing = new[] { setting, other }.OfType<SettingSummary>().Where(summary => !summary.IsComplete).Select(State).ToList();
        if (missing.Count == 0)
        {
            return new Figure(name, value(setting), unit, goal, isMet(value(setting)));
        }

        // A difference between two recipes says nothing of two methods.
        double? soFar = other is not null && setting.Older + other.Older > 0 ? null : value(setting);
        return new Figure($"{name} ({string.Join("; ", missing)})", soFar, unit, goal);

        static string State(SettingSummary summary) => FormattableString.Invariant($"{summary.Case.Method}: {summary.Results.Count} of {summary.Seeds}")
            + (summary.Older > 0 ? FormattableString.Invariant($", {summary.Older} older") : "");
    }
}
