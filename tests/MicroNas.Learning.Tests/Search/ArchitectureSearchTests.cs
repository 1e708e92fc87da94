using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Learning.Tests.Search;

/// <summary>Searches of a small space with the shipped cost model.</summary>
[Collection(TorchCollection.Name)]
public sealed class ArchitectureSearchTests
{
    private static readonly ICostModel Costs = CostModelFactory.Create(TinyNetwork.Space, "stm32l552ze", InferenceRuntime.Tflm);

    private readonly LearningEngine engine = new(TorchFixture.CacheDirectory, _ => { });

    [Theory]
    [InlineData(3.0, null, null)]
    [InlineData(8.0, 9_000L, null)]
    [InlineData(null, null, 11_000L)]
    public void What_is_found_keeps_every_limit(double? milliseconds, long? memory, long? flash)
    {
        var budget = new Budget(
            milliseconds is { } time ? new Milliseconds(time) : null,
            memory is { } ram ? new ByteSize(ram) : null,
            flash is { } rom ? new ByteSize(rom) : null);

        var outcome = Search(budget, seed: 1);

        Assert.Equal(Costs.Evaluate(outcome.Architecture), outcome.Cost);
        Assert.True(milliseconds is null || outcome.Cost.LatencyUpper.Value <= milliseconds, outcome.Cost.ToString());
        Assert.True(memory is null || outcome.Cost.Memory.Bytes <= memory, outcome.Cost.ToString());
        Assert.True(flash is null || outcome.Cost.Flash.Bytes <= flash, outcome.Cost.ToString());
        Assert.Equal(2, outcome.History.Count(record => record.Candidate is null));
    }

    [Fact]
    public void The_same_request_finds_the_same_and_reports_the_same_figures()
    {
        var budget = new Budget(new Milliseconds(10), null, null);

        var (first, second, other) = (Search(budget, 1), Search(budget, 1), Search(budget, 2));

        Assert.Equal(first.Architecture, second.Architecture);
        Assert.Equal(first.History, second.History);
        Assert.NotEqual(first.History, other.History);
    }

    /// <summary>The space has convolutions that bfloat16 cannot have on every processor: one channel, and an odd number of classes.</summary>
    [Fact]
    public void With_bfloat16_the_super_network_learns_the_same_twice_and_hardly_other_than_in_float()
    {
        var (first, second, single) = (
            Learn(ActivationPrecision.Bf16), Learn(ActivationPrecision.Bf16), Learn(ActivationPrecision.Fp32));

        Assert.Equal(first, second);
        Assert.All(first.Zip(single), pair => Assert.InRange((pair.First.Loss - pair.Second.Loss)!.Value, -0.05, 0.05));

        IReadOnlyList<LearningProgress> Learn(ActivationPrecision precision)
        {
            var request = Request(new Budget(new Milliseconds(10), null, null), seed: 1);
            var recipe = new SearchRecipeOptions { Candidates = 1 };
            return engine.Search(
                request with { Options = request.Options with { Precision = precision, Recipe = recipe } },
                new ProgressList(),
                CancellationToken.None).History;
        }
    }

    [Fact]
    public void An_impossible_budget_is_an_error_before_any_training()
    {
        var progress = new ProgressList();

        var exception = Assert.Throws<MicroNasException>(() => engine.Search(
            Request(new Budget(new Milliseconds(0.001), null, null), seed: 1), progress, CancellationToken.None));

        Assert.StartsWith("MNAS2", exception.Diagnostics[0].Code, StringComparison.Ordinal);
        Assert.Empty(progress.Reports);
    }

    [Fact]
    public void Cancellation_ends_a_search()
    {
        using var cancellation = new CancellationTokenSource();
        var request = Request(new Budget(new Milliseconds(10), null, null), seed: 1);

        Assert.Throws<OperationCanceledException>(() => engine.Search(
            request with { Options = request.Options with { Epochs = 1000 } },
            new ProgressList(_ => cancellation.Cancel()),
            cancellation.Token));
    }

    [Fact]
    public void Windows_that_are_not_numbers_end_the_search_with_the_epoch()
    {
        var request = Request(new Budget(new Milliseconds(10), null, null), seed: 1);
        request.Dataset.Training.Values[3] = float.NaN;

        var exception = Assert.Throws<MicroNasException>(
            () => engine.Search(request, new ProgressList(), CancellationToken.None));

        Assert.Equal(DiagnosticCodes.SearchDiverged, exception.Diagnostics[0].Code);
    }

    private SearchOutcome Search(Budget budget, int seed) =>
        engine.Search(Request(budget, seed), new ProgressList(), CancellationToken.None);

    private static SearchRequest Request(Budget budget, int seed) => new(
        TinyDataset.Create(96), Costs, budget, new SearchOptions { Epochs = 2, BatchSize = 32, Seed = seed });
}
