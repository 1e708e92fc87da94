using System.Text.Json;

using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Core.Targets;
using MicroNas.Learning.Checkpoints;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;
using MicroNas.Learning.Search.Methods;
using MicroNas.Learning.Training;

using TorchSharp;

namespace MicroNas.Learning.Tests;

/// <summary>
/// Learning rates are doubled until the work really diverges. The one before did not, so that half of the first that does is
/// a rate at which the work succeeds.
/// </summary>
[Collection(TorchCollection.Name)]
public sealed class DivergenceTests
{
    private const int Doublings = 60;

    private readonly List<Diagnostic> warnings = [];
    private Action onWarning = () => { };

    [Fact]
    public void A_training_that_diverges_is_that_of_half_the_rate_with_a_warning()
    {
        var request = new TrainingRequest(TinyDataset.Create(48), TinyNetwork.Graph, new TrainingOptions { Epochs = 2, BatchSize = 16 });

        var (diverged, before) = FirstDivergence(rate => Convert.ToHexString(TrainedBytes.Of(Train(request, rate).Network)));

        Assert.Equal(before, diverged);
    }

    [Fact]
    public void A_search_that_diverges_is_that_of_half_the_rate_with_a_warning()
    {
        var costs = CostModelFactory.Create(TinyNetwork.Space, "stm32l552ze", InferenceRuntime.Tflm);
        var request = new SearchRequest(
            TinyDataset.Create(48), costs, new Budget(null, null, null), new SearchOptions { Epochs = 1, BatchSize = 16 });

        var (diverged, before) = FirstDivergence(rate => JsonSerializer.Serialize(
            WithRun(run => SuperNetworkSearch.Learn(request, MicronasSearch.Settings.AtRate(rate), run))));

        Assert.Equal(before, diverged);
    }

    [Fact]
    public void What_diverges_at_half_the_rate_too_is_an_error_with_epoch_and_step()
    {
        var request = new TrainingRequest(TinyDataset.Create(48), TinyNetwork.Graph, new TrainingOptions { Epochs = 2, BatchSize = 16 });

        var exception = Assert.Throws<MicroNasException>(() => Train(request, 1e30));

        Assert.Equal(DiagnosticCodes.TrainingDiverged, Assert.Single(exception.Diagnostics).Code);
        Assert.Matches("epoch [0-9]+, step [0-9]+", exception.Message);
        Assert.Equal(DiagnosticCodes.RetriedAtHalfRate, Assert.Single(warnings).Code);
        Assert.Matches("epoch [0-9]+, step [0-9]+", warnings[0].Message);
    }

    /// <summary>A run that was killed in its second attempt does not go back to the first.</summary>
    [Fact]
    public void A_resumed_run_remembers_that_it_diverged()
    {
        var request = new TrainingRequest(TinyDataset.Create(48), TinyNetwork.Graph, new TrainingOptions { Epochs = 2, BatchSize = 16 });
        var rate = FirstDivergingRate(request);
        var expected = TrainedBytes.Of(Train(request, rate).Network);
        var checkpoints = new Checkpoints.MemoryCheckpoints();
        warnings.Clear();

        // The first write after the warning keeps that it diverged, the second one is of the second attempt's first step.
        onWarning = () => checkpoints.DieAfter(2);
        Assert.Throws<Checkpoints.MemoryCheckpoints.KilledException>(() => Train(request, rate, checkpoints));
        Assert.Single(warnings);
        checkpoints.DieAfter(int.MaxValue);

        Assert.Equal(expected, TrainedBytes.Of(Train(request, rate, checkpoints).Network));
        Assert.Single(warnings);
    }

    /// <summary>What came of the first rate that diverged, and of the rate before it.</summary>
    private (string Diverged, string Before) FirstDivergence(Func<double, string> work)
    {
        var before = "";
        for (var i = 0; i < Doublings; i++)
        {
            var result = work(Math.Pow(2, i));
            if (warnings.Count > 0)
            {
                Assert.Equal(DiagnosticCodes.RetriedAtHalfRate, Assert.Single(warnings).Code);
                Assert.True(i > 0, "The first rate diverges already.");
                return (result, before);
            }

            before = result;
        }

        throw new InvalidOperationException("No rate diverged.");
    }

    private double FirstDivergingRate(TrainingRequest request)
    {
        var rate = request.Options.LearningRate;
        for (; warnings.Count == 0; rate *= 2)
        {
            Train(request, rate);
        }

        warnings.Clear();
        return rate / 2;
    }

    private TrainingOutcome Train(TrainingRequest request, double rate, ICheckpointStore? checkpoints = null) =>
        WithRun(run => new QuantizationAwareTraining(request with { Options = request.Options with { LearningRate = rate } }, run).Run(), checkpoints);

    private T WithRun<T>(Func<LearningRun, T> work, ICheckpointStore? checkpoints = null)
    {
        using var scope = torch.NewDisposeScope();
        using var workers = new ShardWorkers();
        var journal = new RunJournal(checkpoints ?? new NoCheckpoints(), new Checkpoints.HastyTime(), CancellationToken.None);
        return work(new LearningRun(workers, journal, new ProgressList(), warning =>
        {
            warnings.Add(warning);
            onWarning();
        }));
    }
}
