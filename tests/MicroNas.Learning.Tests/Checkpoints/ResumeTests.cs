using System.Text.Json;

using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Learning;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Learning.Tests.Checkpoints;

/// <summary>
/// Searches and trainings that end at random steps and go on in an engine that has nothing but the checkpoint. What comes
/// out is compared with an unbroken run, byte for byte.
/// </summary>
[Collection(TorchCollection.Name)]
public sealed class ResumeTests
{
    private static readonly ICostModel Costs = CostModelFactory.Create(TinyNetwork.Space, "stm32l552ze", InferenceRuntime.Tflm);

    public static TheoryData<SearchMethod> Methods => [.. Enum.GetValues<SearchMethod>()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_search_that_is_killed_again_and_again_finds_what_an_unbroken_one_finds(SearchMethod method) =>
        CompareSearches(
            TinyDataset.Create(48),
            new SearchOptions { Method = method, Epochs = method == SearchMethod.Random ? 1 : 2, BatchSize = 16 },
            seed: 11 + (int)method,
            isKept: method != SearchMethod.Scaled);

    /// <summary>Its super-network is libtorch's.</summary>
    [Fact]
    public void So_does_one_in_bf16() => CompareSearches(
        TinyDataset.Create(48), new SearchOptions { Epochs = 2, BatchSize = 16, Precision = ActivationPrecision.Bf16 }, seed: 21);

    /// <summary>24 windows at 8 epochs: the last trials run in folds of people.</summary>
    [Fact]
    public void So_does_one_whose_last_trials_hold_people_back()
    {
        var recipe = new SearchRecipeOptions { Candidates = 4, Generations = 1, SecondRound = 3, Finalists = 2 };
        var outcome = CompareSearches(TinyDataset.Create(24), new SearchOptions { Epochs = 8, BatchSize = 16, Recipe = recipe }, seed: 10);

        Assert.Equal(2, outcome.Candidates.Count(candidate => candidate.Folds > 1));
    }

    private static SearchOutcome CompareSearches(Dataset dataset, SearchOptions options, int seed, bool isKept = true)
    {
        var request = new SearchRequest(dataset, Costs, new Budget(new Milliseconds(10), null, null), options);
        SearchOutcome? outcome = null;
        string Search(LearningControl control)
        {
            outcome = Engine().Search(request, control);
            return $"{outcome.Architecture} {JsonSerializer.Serialize(outcome.History)} {JsonSerializer.Serialize(outcome.Candidates)}";
        }

        Compare(Search, seed, isKept);
        return outcome!;
    }

    [Theory]
    [InlineData(4, 0, 0)]
    [InlineData(7, 3, 1)]
    public void A_training_that_is_killed_again_and_again_makes_the_bytes_of_an_unbroken_one(int epochs, int averageEpochs, int patience)
    {
        var request = new TrainingRequest(
            TinyDataset.Create(96),
            TinyNetwork.Graph,
            new TrainingOptions { Epochs = epochs, BatchSize = 16, AverageEpochs = averageEpochs, Patience = patience });
        string Train(LearningControl control)
        {
            var outcome = Engine().Train(request, control);
            return Convert.ToHexString(TrainedBytes.Of(outcome.Network)) + JsonSerializer.Serialize(outcome.History);
        }

        Compare(Train, seed: 5);
    }

    [Fact]
    public void A_cancelled_training_keeps_the_state_of_its_last_step()
    {
        var request = new TrainingRequest(
            TinyDataset.Create(96), TinyNetwork.Graph, new TrainingOptions { Epochs = 4, BatchSize = 16 });
        var unbroken = TrainedBytes.Of(Engine().Train(request, Control(new NoCheckpoints())).Network);
        var checkpoints = new MemoryCheckpoints();
        using var cancellation = new CancellationTokenSource();
        var progress = new ProgressList(_ => cancellation.Cancel());

        // Time stands still: no state is due but for the cancellation.
        Assert.Throws<OperationCanceledException>(() => Engine().Train(
            request, Control(checkpoints) with { Progress = progress, Cancellation = cancellation.Token, Time = new StillTime() }));
        var resumed = new ProgressList();
        var outcome = Engine().Train(request, Control(checkpoints) with { Progress = resumed });

        Assert.Equal([1], progress.Reports.Select(report => report.Epoch));
        Assert.Equal([2, 3, 4], resumed.Reports.Select(report => report.Epoch));
        Assert.Equal(unbroken, TrainedBytes.Of(outcome.Network));
    }

    [Fact]
    public void A_state_of_other_work_is_set_aside_and_the_training_begins_anew()
    {
        var small = new TrainingRequest(TinyDataset.Create(48), TinyNetwork.Graph, new TrainingOptions { Epochs = 2, BatchSize = 16 });
        var large = small with { Dataset = TinyDataset.Create(96) };
        var checkpoints = new MemoryCheckpoints();
        checkpoints.DieAfter(3);
        Assert.Throws<MemoryCheckpoints.KilledException>(() => Engine().Train(small, Control(checkpoints)));

        checkpoints.DieAfter(int.MaxValue);
        var outcome = Engine().Train(large, Control(checkpoints));

        Assert.Single(checkpoints.SetAsideReasons);
        Assert.Equal(
            TrainedBytes.Of(Engine().Train(large, Control(new NoCheckpoints())).Network), TrainedBytes.Of(outcome.Network));
    }

    /// <summary>The identity of the engine comes first, then that of the core, 16 bytes each.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public void A_state_of_another_build_is_set_aside(int changed)
    {
        var request = new TrainingRequest(TinyDataset.Create(48), TinyNetwork.Graph, new TrainingOptions { Epochs = 1, BatchSize = 16 });
        var checkpoints = new MemoryCheckpoints();
        Engine().Train(request, Control(checkpoints));
        checkpoints.State![changed] ^= 1;

        Engine().Train(request, Control(checkpoints));

        Assert.Contains("another version", Assert.Single(checkpoints.SetAsideReasons), StringComparison.Ordinal);
    }

    /// <summary>Kills at five random writes of the unbroken run's, each time in a run that resumed the one before.</summary>
    /// <param name="isKept">False: work so short that no state of it is kept, and nothing to kill.</param>
    private static void Compare(Func<LearningControl, string> work, int seed, bool isKept = true)
    {
        var kills = 0;
        var whole = new MemoryCheckpoints();
        var unbroken = work(Control(whole));
        Assert.Equal(unbroken, work(Control(new NoCheckpoints())));
        var random = new Random(seed);
        for (var round = 0; round < 3; round++)
        {
            var checkpoints = new MemoryCheckpoints();
            for (var kill = 0; kill < 5; kill++)
            {
                checkpoints.DieAfter(1 + random.Next(1 + (whole.Writes / 4)));
                try
                {
                    Assert.Equal(unbroken, work(Control(checkpoints)));
                    break;
                }
                catch (MemoryCheckpoints.KilledException)
                {
                    // The next one goes on.
                    kills++;
                }
            }

            checkpoints.DieAfter(int.MaxValue);
            Assert.Equal(unbroken, work(Control(checkpoints)));
            Assert.Empty(checkpoints.SetAsideReasons);
        }

        Assert.Equal(isKept, kills > 0);
    }

    private static LearningEngine Engine() => new(TorchFixture.CacheDirectory, _ => { });

    private static LearningControl Control(ICheckpointStore checkpoints) =>
        new(new ProgressList(), checkpoints, new HastyTime(), _ => { }, CancellationToken.None);

    private sealed class StillTime : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
