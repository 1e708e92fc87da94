using MicroNas.Benchmarks.UciHar;

namespace MicroNas.Benchmarks.Tests.UciHar;

/// <summary>No goal may be called met by fewer seeds, or by others, than it asks for.</summary>
public sealed class UciHarFiguresTests
{
    private const string Goal = "by subject, L552, tflm, 25 ms: int8 accuracy, mean of seeds";

    private const string ByDefault = "what the product does by default, mean of a setting's seeds, highest";

    private static readonly UciHarCase Case =
        new(CaseGrid.UciHar, SplitNames.Given, CaseGrid.L552, CaseGrid.Tflm, 25, null, UciHarCase.DefaultMethod, 1);

    [Theory]
    [InlineData(97.0, true)]
    [InlineData(96.0, false)]
    public void A_goal_is_judged_by_the_mean_of_all_seeds(double percent, bool isMet)
    {
        var figure = Find([Setting(Case, 3, percent - 1, percent, percent + 1)], Goal);

        Assert.Equal(percent, figure.Value!.Value, 9);
        Assert.Equal((">= 96.5", isMet), (figure.Goal, figure.Met));
    }

    [Fact]
    public void Missing_seeds_and_older_results_leave_it_open_and_say_so()
    {
        var missing = Find([Setting(Case, 3, 97, 98)], Goal);
        var older = Find([Setting(Case, 3, 97, 98, 99) with { Older = 1 }], Goal);

        Assert.Equal((null, 97.5), (missing.Met, missing.Value));
        Assert.EndsWith("(micronas: 2 of 3)", missing.Name, StringComparison.Ordinal);
        Assert.Equal((null, 98.0), (older.Met, older.Value));
        Assert.EndsWith("(micronas: 3 of 3, 1 older)", older.Name, StringComparison.Ordinal);
        Assert.Null(Find([], Goal).Value);
    }

    [Fact]
    public void A_search_is_compared_with_what_is_as_complete_and_with_its_standard_error()
    {
        const string Name = "by subject, L552, tflm, 25 ms: search above random search of equal cost";
        var (search, random) = (Setting(Case, 3, 97, 98, 99), Setting(Case with { Method = "random" }, 3, 95, 97, 99));

        var judged = Find([search, random], Name);
        Assert.Equal((1.0, null), (judged.Value, judged.Met));

        // Deviations 1 and 2, three seeds each.
        Assert.EndsWith("(standard error 1.29)", judged.Name, StringComparison.Ordinal);
        Assert.True(Find([search, Setting(random.Case, 3, 94.6, 96.6, 98.6)], Name).Met);
        Assert.False(Find([random with { Case = Case }, search with { Case = random.Case }], Name).Met);
        var older = Find([search, random with { Older = 3 }], Name);
        Assert.Equal((null, null), (older.Met, older.Value));
        Assert.EndsWith("(random: 3 of 3, 3 older)", older.Name, StringComparison.Ordinal);
        Assert.Null(Find([search], Name).Value);
    }

    [Fact]
    public void A_search_that_is_compared_says_how_much_time_the_other_one_had()
    {
        var (search, random) = (Setting(Case, 2, 97, 98), Setting(Case with { Method = "random" }, 2, 95, 97));
        static SettingSummary Taking(SettingSummary setting, params double[] seconds) =>
            setting with { Results = [.. setting.Results.Zip(seconds, (result, one) => result with { SearchSeconds = one })] };

        // The second search ran beside other work.
        var figure = Find([Taking(search, 200, 2000), Taking(random, 160, 150)], "by subject, L552, tflm, 25 ms: search above random search of equal cost");

        Assert.EndsWith("; the other took 0.75 times as long)", figure.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_of_two_processors_are_not_compared()
    {
        const string Name = "by subject, L552, tflm, 25 ms: search above random search of equal cost";
        var (search, random) = (Setting(Case, 3, 97, 98, 99), Setting(Case with { Method = UciHarCase.Random }, 3, 95, 97, 98));
        static SettingSummary On(SettingSummary setting, params (string Processor, double Seconds)[] runs) => setting with
        {
            Results = [.. setting.Results.Zip(runs, (result, run) => result with { Processor = run.Processor, SearchSeconds = run.Seconds })],
        };

        var most = Find([On(search, ("fast", 100), ("slow", 200), ("slow", 210)), On(random, ("fast", 50), ("slow", 310), ("slow", 300))], Name);
        var later = Find([On(search, ("fast", 100), ("fast", 110), ("slow", 200)), On(random, ("slow", 310), ("slow", 300), ("fast", 50))], Name);
        var neither = Find([On(search, ("fast", 100), ("fast", 110), ("fast", 120)), On(random, ("slow", 310), ("slow", 300), ("slow", 320))], Name);

        Assert.All([most, later], figure => Assert.EndsWith("; the other took 1.50 times as long)", figure.Name, StringComparison.Ordinal));
        Assert.EndsWith("(standard error 1.05)", neither.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_was_not_begun_has_a_row_in_the_table_of_its_like()
    {
        var begun = Setting(Case, 3, 97);

        var table = Assert.Single(UciHarTables.Of([begun, Setting(Case with { LatencyMilliseconds = 50 }, 3)]).Values);

        Assert.Equal(["1 of 3", "0 of 3"], table.Select(row => row[4]));
        Assert.Empty(UciHarTables.Of([Setting(Case, 3)]));
    }

    [Fact]
    public void Where_every_seed_has_its_own_test_people_seeds_are_compared_in_pairs()
    {
        const string Name = "by subject, people drawn anew, F446RE, tflm, 25 ms: search above random search of equal cost";
        var people = Case with { Split = SplitNames.People, Mcu = CaseGrid.F446 };

        var figure = Find([Setting(people, 3, 90, 95, 99), Setting(people with { Method = "random" }, 3, 89, 93, 96)], Name);

        // Differences 1, 2 and 3: a deviation of 1.
        Assert.Equal((2.0, ""), (figure.Value, figure.Goal));
        Assert.Contains("(standard error 0.58)", figure.Name, StringComparison.Ordinal);
        Assert.Null(figure.Met);

        // One pair has no deviation.
        var begun = Find([Setting(people, 3, 90, 95), Setting(people with { Method = "random" }, 3, 89)], Name);
        Assert.DoesNotContain("standard error", begun.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_precision_is_judged_by_the_spread_of_both()
    {
        const string Name = "by subject, L552, tflm, 25 ms: bf16 from fp32";
        var half = Case with { Method = Ablations.HalfPrecision };

        Assert.True(Find([Setting(Case, 3, 97, 98, 99), Setting(half, 3, 96.5, 97.5, 98.5)], Name).Met);
        Assert.False(Find([Setting(Case, 3, 97, 98, 99), Setting(half, 3, 95.5, 96.5, 97.5)], Name).Met);
    }

    [Theory]
    [InlineData(0.2, 0, true)]
    [InlineData(0.4, 0, false)]
    [InlineData(0.4, 1, null)]
    public void What_int8_costs_is_the_highest_of_all_settings_and_older_ones_judge_nothing(double points, int older, bool? isMet)
    {
        var (small, large) = (Setting(Case, 1, 97) with { Results = [Result(Case, 97, 97.1)] },
            Setting(Case with { LatencyMilliseconds = 50 }, 1) with { Results = [Result(Case, 97, 97 + points)], Older = older });

        foreach (var name in new[] { ByDefault, "any method, mean of a setting's seeds, highest", "highest of all networks" })
        {
            var figure = Find([small, large], $"int8 against the same network in float, {name}");
            Assert.Equal(points, figure.Value!.Value, 9);
            Assert.Equal(isMet, figure.Met);
        }
    }

    [Fact]
    public void What_int8_costs_other_methods_is_not_what_it_costs_by_default()
    {
        var other = Case with { Method = UciHarCase.Paper };

        var figure = Find(
            [Setting(Case, 1) with { Results = [Result(Case, 97, 97.1)] }, Setting(other, 1) with { Results = [Result(other, 97, 97.4)] }],
            $"int8 against the same network in float, {ByDefault}");

        Assert.Equal(0.1, figure.Value!.Value, 9);
        Assert.True(figure.Met);
    }

    [Fact]
    public void A_setting_counts_what_would_be_run_otherwise_now()
    {
        using var folder = new TemporaryFolder();
        var store = new CaseStore(folder.Path);
        var cases = new[] { Case, Case with { Seed = 2 } };
        foreach (var entry in cases)
        {
            store.Write(Result(entry, 97, 97));
        }

        var setting = Assert.Single(SettingSummary.Of(cases, store, result => result.Case.Seed == 1));

        Assert.Equal((2, 1, false), (setting.Results.Count, setting.Older, setting.IsComplete));
        Assert.Contains(", 1 older", Assert.Single(UciHarTables.Of([setting]).Values)[0][4].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_above_a_limit_is_counted()
    {
        var slow = Result(Case, 97, 97) with { LatencyUpperMilliseconds = 25.1 };

        Assert.Equal(1, Find([new SettingSummary(Case, 1, [slow], [], 0)], "networks above a limit of theirs").Value);
    }

    private static Figure Find(IReadOnlyList<SettingSummary> settings, string name) =>
        Assert.Single(new UciHarFigures(settings).All(), figure => figure.Name.StartsWith(name, StringComparison.Ordinal));

    private static SettingSummary Setting(UciHarCase entry, int seeds, params double[] percents) =>
        new(entry, seeds, [.. percents.Select((percent, index) => Result(entry with { Seed = index + 1 }, percent, percent))], [], Older: 0);

    private static CaseResult Result(UciHarCase entry, double percent, double floatPercent) => new(entry, "version", "yaml", Commit: null, "date")
    {
        AccuracyPercent = percent,
        FloatAccuracyPercent = floatPercent,
        LatencyUpperMilliseconds = 24,
    };
}
