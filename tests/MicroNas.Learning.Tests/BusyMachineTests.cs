using System.Text.Json;

using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Learning;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Learning.Tests;

/// <summary>The same seed gives the same bytes while other threads take the processor away.</summary>
[Collection(TorchCollection.Name)]
public sealed class BusyMachineTests
{
    private readonly LearningEngine engine = new(TorchFixture.CacheDirectory, _ => { });

    [Fact]
    public void Search_and_training_give_the_same_bytes_on_a_busy_machine()
    {
        var quiet = Run();

        using var stop = new CancellationTokenSource();
        var burners = Enumerable.Range(0, 2 * Environment.ProcessorCount)
            .Select(seed => new Thread(() => Burn(seed, stop.Token)) { IsBackground = true })
            .ToList();
        burners.ForEach(thread => thread.Start());
        try
        {
            Assert.Equal(quiet, Run());
        }
        finally
        {
            stop.Cancel();
            burners.ForEach(thread => thread.Join());
        }
    }

    private string Run()
    {
        var dataset = TinyDataset.Create(96);
        var costs = CostModelFactory.Create(TinyNetwork.Space, "stm32l552ze", InferenceRuntime.Tflm);
        var budget = new Budget(new Milliseconds(10), null, null);
        var found = engine.Search(
            new SearchRequest(dataset, costs, budget, new SearchOptions { Epochs = 2, BatchSize = 16 }), new ProgressList(), CancellationToken.None);
        var trained = engine.Train(
            new TrainingRequest(dataset, TinyNetwork.Graph, new TrainingOptions { Epochs = 3, BatchSize = 16 }), new ProgressList(), CancellationToken.None);
        return $"{found.Architecture} {JsonSerializer.Serialize(found.History)} {Convert.ToHexString(TrainedBytes.Of(trained.Network))}";
    }

    /// <summary>Arithmetic, garbage for the collector, and changes of thread at odd moments.</summary>
    private static void Burn(int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        while (!stop.IsCancellationRequested)
        {
            var values = new double[random.Next(1, 20_000)];
            for (var i = 1; i < values.Length; i++)
            {
                values[i] = Math.Sqrt(values[i - 1] + i);
            }

            Thread.Yield();
        }
    }
}
