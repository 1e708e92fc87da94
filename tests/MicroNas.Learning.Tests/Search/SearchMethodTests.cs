using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;
using MicroNas.Learning.Search;

using RandomArchitectures = MicroNas.Learning.Search.RandomArchitectures;

namespace MicroNas.Learning.Tests.Search;

/// <summary>What every method promises, and what each is for.</summary>
[Collection(TorchCollection.Name)]
public sealed class SearchMethodTests
{
    private static readonly ICostModel Costs = CostModelFactory.Create(TinyNetwork.Space, "stm32l552ze", InferenceRuntime.Tflm);

    private readonly LearningEngine engine = new(TorchFixture.CacheDirectory, _ => { });

    public static TheoryData<SearchMethod> Methods => [.. Enum.GetValues<SearchMethod>()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_found_architecture_and_all_that_were_looked_at_keep_the_budget(SearchMethod method)
    {
        var budget = new Budget(new Milliseconds(8), null, null);

        var outcome = Search(method, budget);

        Assert.All(outcome.Candidates, candidate => Assert.True(candidate.Cost.Keeps(budget), candidate.Cost.ToString()));
        Assert.All(outcome.Candidates, candidate => Assert.Equal(Costs.Evaluate(candidate.Architecture), candidate.Cost));
        Assert.Single(outcome.Candidates, candidate => candidate.Architecture == outcome.Architecture);
        Assert.Equal(outcome.Candidates.Count, outcome.Candidates.Select(candidate => candidate.Architecture).Distinct().Count());
    }

    [Theory]
    [InlineData(SearchMethod.Micronas)]
    [InlineData(SearchMethod.Random)]
    public void The_found_architecture_is_the_best_of_those_that_were_trained_most(SearchMethod method)
    {
        var outcome = Search(method, new Budget(new Milliseconds(10), null, null));

        var finalists = method == SearchMethod.Random ? outcome.Candidates : [.. outcome.Candidates.Where(candidate => candidate.FullTrainingLoss is not null)];
        var found = Assert.Single(finalists, candidate => candidate.Architecture == outcome.Architecture);
        Assert.All(finalists, other => Assert.True(
            method == SearchMethod.Random ? other.Accuracy <= found.Accuracy : other.FullTrainingLoss >= found.FullTrainingLoss, other.ToString()));
        Assert.All(outcome.Candidates, candidate => Assert.InRange(candidate.Accuracy!.Value, 0, 1));
    }

    /// <summary>Without noise and cost terms, the budget cannot reach α: only the decoding sees it.</summary>
    [Theory]
    [InlineData(SearchMethod.Darts, false)]
    [InlineData(SearchMethod.DartsGumbel, false)]
    [InlineData(SearchMethod.Paper, true)]
    public void The_budget_reaches_what_is_learnt_only_where_the_method_has_cost_terms(SearchMethod method, bool expected)
    {
        var free = Search(method, new Budget(null, null, null)).History.Select(record => record.ExpectedLatencyMilliseconds);
        var tight = Search(method, new Budget(new Milliseconds(3), null, null)).History.Select(record => record.ExpectedLatencyMilliseconds);

        Assert.Equal(expected, !free.SequenceEqual(tight));
    }

    [Fact]
    public void The_scaled_architecture_is_the_widest_that_fits_and_none_that_fits_is_an_error_that_says_so()
    {
        var free = Search(SearchMethod.Scaled, new Budget(null, null, null));
        Assert.All(free.Architecture.Cells.OfType<SensorFusionChoice>(), cell =>
            Assert.Equal((3, true, 16, 16), (cell.KernelLengths.Count, cell.Skip, cell.FusionFilters, cell.OutputFilters)));

        var scaled = Search(SearchMethod.Scaled, new Budget(new Milliseconds(0.99 * free.Cost.LatencyUpper.Value), null, null));
        Assert.True(scaled.Cost.MultiplyAccumulates < free.Cost.MultiplyAccumulates);

        // The space has smaller networks than the narrowest of the largest, which keep the second limit; nothing keeps the first.
        foreach (var milliseconds in new[] { 0.01, 2 })
        {
            var exception = Assert.Throws<MicroNasException>(() => Search(SearchMethod.Scaled, new Budget(new Milliseconds(milliseconds), null, null)));
            Assert.Equal(DiagnosticCodes.BudgetBelowScaled, exception.Diagnostics[0].Code);
        }
    }

    [Theory]
    [InlineData(1000.0, 30)]
    [InlineData(10.0, 30)]
    [InlineData(2.0, 1)]
    public void Random_architectures_differ_and_keep_even_a_budget_that_hardly_any_keeps(double milliseconds, int least)
    {
        var budget = new Budget(new Milliseconds(milliseconds), null, null);

        var drawn = RandomArchitectures.Draw(Costs, budget, 30, seed: 1, CancellationToken.None);

        Assert.InRange(drawn.Count, least, 30);
        Assert.Equal(drawn.Count, drawn.Select(Costs.Space.NetworkName).Distinct().Count());
        Assert.All(drawn, architecture => Assert.True(Costs.Evaluate(architecture).Keeps(budget)));
        Assert.Equal(drawn, RandomArchitectures.Draw(Costs, budget, 30, seed: 1, CancellationToken.None));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(20_000)]
    public void Temperature_by_progress_reaches_its_floor_at_the_same_share_of_any_search(int steps)
    {
        var schedule = new TemperatureByProgress(Start: 5, Floor: 0.2, ReachedAt: 0.6);

        Assert.Equal(5, schedule.At(0, steps), 1e-12);
        Assert.Equal(Math.Sqrt(5 * 0.2), schedule.At((int)(0.3 * steps), steps), 1e-12);
        Assert.Equal(0.2, schedule.At((int)(0.6 * steps), steps), 1e-12);
        Assert.Equal(0.2, schedule.At(steps - 1, steps), 1e-12);
    }

    [Theory]
    [InlineData(SearchMethod.Micronas, 1, null)]
    [InlineData(SearchMethod.Paper, 8, "only fallen to 4.67 at the end (steps: 24)")]
    public void A_search_whose_temperature_stays_high_says_so(SearchMethod method, int epochs, string? expected)
    {
        var notes = new List<string>();
        var options = new SearchOptions { Method = method, Epochs = epochs, BatchSize = 16, Recipe = new SearchRecipeOptions { Candidates = 1 } };
        var control = LearningControl.Of(new ProgressList(), CancellationToken.None) with { Note = notes.Add };

        engine.Search(new SearchRequest(TinyDataset.Create(48), Costs, new Budget(new Milliseconds(10), null, null), options), control);

        var told = notes.Where(note => note.Contains("temperature", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected is null ? 0 : 1, told.Count);
        Assert.All(told, note => Assert.Contains(expected!, note, StringComparison.Ordinal));
    }

    /// <summary>While α rests, what is expected is known.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void The_latency_that_is_told_is_what_the_limit_is_compared_with(int candidates, bool trialsFollow)
    {
        var progress = new ProgressList();
        var options = new SearchOptions { Epochs = 4, BatchSize = 16, Recipe = new SearchRecipeOptions { Candidates = candidates, Generations = 0 } };

        engine.Search(new SearchRequest(TinyDataset.Create(48), Costs, new Budget(null, null, null), options), progress, CancellationToken.None);

        var even = Costs.Expect([.. TinyNetwork.Space.Groups.Select(group => Enumerable.Repeat(1.0 / group.Options, group.Options).ToArray())]);
        Assert.True(Costs.LatencyErrorBand > 0);
        Assert.Equal(even.LatencyMilliseconds * (1 + Costs.LatencyErrorBand), progress.Reports[0].ExpectedLatencyMilliseconds!.Value, 1e-9);
        Assert.All(progress.Reports.Take(4), report => Assert.Equal(trialsFollow, report.TrialsFollow));
        Assert.All(progress.All.Skip(4), report => Assert.False(report.TrialsFollow));
    }

    private SearchOutcome Search(SearchMethod method, Budget budget) => engine.Search(
        new SearchRequest(TinyDataset.Create(48), Costs, budget, new SearchOptions { Method = method, Epochs = 1, BatchSize = 16 }),
        new ProgressList(),
        CancellationToken.None);
}
