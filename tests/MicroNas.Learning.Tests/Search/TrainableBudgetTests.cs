using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Learning;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;

namespace MicroNas.Learning.Tests.Search;

public sealed class TrainableBudgetTests
{
    private const int Time = 128;
    private const int Sensors = 9;
    private const int Classes = 6;

    /// <summary>Of one pass over all windows, as docs/search.md says.</summary>
    private const double MostMultiplyAccumulates = 5e10;

    private static readonly ICostModel Costs = CostModelFactory.Create(
        SearchSpace.Create(Time, Sensors, Classes, new SearchSpaceOptions()), "stm32l552ze", InferenceRuntime.Tflm);

    private readonly List<string> notes = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Without_limits_candidates_are_as_large_as_can_be_trained_and_a_note_says_so(int seed)
    {
        var (request, scores) = (Request(new Budget(null, null, null), windows: 12_000), Scores(seed));

        var budget = TrainableBudget.Of(request, scores, notes.Add);

        var perPass = MultiplyAccumulates(scores, budget) * 12_000.0;
        Assert.True(MultiplyAccumulates(scores, request.Budget) * 12_000.0 > MostMultiplyAccumulates);
        Assert.InRange(perPass, 0.8 * MostMultiplyAccumulates, MostMultiplyAccumulates);
        Assert.Contains("4.2 million", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_limits_stay()
    {
        var request = Request(new Budget(new Milliseconds(5000), new ByteSize(60_000), new ByteSize(90_000)), windows: 12_000);

        var budget = TrainableBudget.Of(request, Scores(1), notes.Add);

        Assert.True(budget.Latency < request.Budget.Latency);
        Assert.Equal(request.Budget with { Latency = budget.Latency }, budget);
        Assert.True(MultiplyAccumulates(Scores(1), budget) * 12_000.0 <= MostMultiplyAccumulates);
    }

    /// <summary>Few windows are passed over more often: 100 of them cost what 25 batches do.</summary>
    [Fact]
    public void Few_windows_count_as_what_their_training_costs()
    {
        var request = Request(new Budget(null, null, null), windows: 100, batchSize: 480);

        var budget = TrainableBudget.Of(request, Scores(1), notes.Add);

        Assert.Equal(TrainableBudget.Of(Request(new Budget(null, null, null), windows: 12_000), Scores(1), _ => { }), budget);
        Assert.Contains("4.2 million", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_even_the_smallest_is_more_than_can_be_trained_it_is_that()
    {
        const int Count = 3_000_000;
        var request = Request(new Budget(null, null, null), windows: 20);

        // Only their number matters.
        request = request with { Dataset = request.Dataset with { Training = new WindowSet(new float[Count], new int[Count], subjects: null, 1, 1) } };

        var budget = TrainableBudget.Of(request, Scores(1), notes.Add);

        var smallest = Costs.Evaluate(Costs.Decode(Scores(1), new Budget(((CostModel)Costs).SmallestReachable().Latency, null, null)));
        Assert.True(smallest.MultiplyAccumulates * (double)Count > MostMultiplyAccumulates);
        Assert.InRange(MultiplyAccumulates(Scores(1), budget), smallest.MultiplyAccumulates, 2 * smallest.MultiplyAccumulates);
        Assert.Contains("the smallest that there is", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(25.0, 12_000)]
    [InlineData(null, 100)]
    public void Tight_limits_or_few_windows_change_nothing_and_nothing_is_said(double? milliseconds, int windows)
    {
        var request = Request(new Budget(milliseconds is { } limit ? new Milliseconds(limit) : null, null, null), windows);

        Assert.Same(request.Budget, TrainableBudget.Of(request, Scores(1), notes.Add));
        Assert.Empty(notes);
    }

    private static long MultiplyAccumulates(IReadOnlyList<double[]> scores, Budget budget) =>
        Costs.Evaluate(Costs.Decode(scores, budget)).MultiplyAccumulates;

    /// <summary>Evidence at random with a lean towards the largest options.</summary>
    private static IReadOnlyList<double[]> Scores(int seed)
    {
        var random = new RandomSource(seed, RandomStream.Architectures);
        return [.. Costs.Space.Groups.Select(group =>
            Enumerable.Range(0, group.Options).Select(option => option + random.NextUniform()).ToArray())];
    }

    private static SearchRequest Request(Budget budget, int windows, int batchSize = 64)
    {
        var (training, validation) = (Windows(windows - 10), Windows(10));
        var dataset = TinyDataset.Create(3) with { Training = training, Validation = validation };
        return new SearchRequest(dataset, Costs, budget, new SearchOptions { BatchSize = batchSize });
    }

    private static WindowSet Windows(int count) => new(new float[count * Time * Sensors], new int[count], subjects: null, Time, Sensors);
}
