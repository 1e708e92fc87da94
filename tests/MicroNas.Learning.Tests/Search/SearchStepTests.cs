using MicroNas.Core.Configuration;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;

using TorchSharp;

namespace MicroNas.Learning.Tests.Search;

[Collection(TorchCollection.Name)]
public sealed class SearchStepTests
{
    private const int BatchSize = 16;

    /// <summary>While α rests, a search goes the way that it would go if the gradient were computed.</summary>
    [Theory]
    [InlineData(false, ActivationPrecision.Fp32)]
    [InlineData(true, ActivationPrecision.Fp32)]
    [InlineData(true, ActivationPrecision.Bf16)]
    public void A_step_without_gradient_has_the_loss_the_answers_and_the_draws_of_one_with_it(bool withDropout, ActivationPrecision precision)
    {
        var sample = new ArchitectureWeights(TinyNetwork.Space.Groups).Sample(temperature: 1, new RandomSource(1, RandomStream.GumbelNoise));
        using var workers = new ShardWorkers();
        using var network = new SuperNetwork(TinyNetwork.Space, new RandomSource(1, RandomStream.InitialWeights), precision);
        using var whole = Create();
        using var judging = Create();
        var batches = Batches();
        for (var i = 0; i < 3; i++)
        {
            var batch = batches.Next();
            whole.ArchitectureGradient(batch, sample, withDropout);
            judging.Judge(batch, sample, withDropout);

            Assert.Equal((whole.Loss, whole.Correct), (judging.Loss, judging.Correct));
            Assert.Equal(State(whole), State(judging));
        }

        SearchStep Create() => new(network, workers, BatchSize, dropoutRate: 0.3, seed: 1);
    }

    [Theory]
    [InlineData(ActivationPrecision.Fp32)]
    [InlineData(ActivationPrecision.Bf16)]
    public void No_tensor_outlives_its_step(ActivationPrecision precision)
    {
        var sample = new ArchitectureWeights(TinyNetwork.Space.Groups).Probabilities();
        using var workers = new ShardWorkers();
        using var network = new SuperNetwork(TinyNetwork.Space, new RandomSource(1, RandomStream.InitialWeights), precision);
        using var step = new SearchStep(network, workers, BatchSize, dropoutRate: 0.3, seed: 1);
        var batches = Batches();
        List<long> counts = [];
        for (var i = 0; i < 6; i++)
        {
            step.Judge(batches.NextForStep(), sample, withDropout: true, batches.Prepare);
            step.ArchitectureGradient(batches.NextForStep(), sample, withDropout: true, batches.Prepare);
            step.WeightGradient(batches.NextForStep(), sample, batches.Prepare);
            counts.Add(torch.Tensor.TotalCount);
        }

        Assert.Equal(counts[1], counts[^1]);
    }

    /// <summary>The windows of a batch alone are 6 KiB.</summary>
    [Fact]
    public void A_step_leaves_next_to_nothing_to_the_garbage_collector()
    {
        const int Steps = 20;
        const long MostBytesPerStep = 4 << 10;
        var sample = new ArchitectureWeights(TinyNetwork.Space.Groups).Probabilities();
        using var workers = new ShardWorkers();
        using var network = new SuperNetwork(TinyNetwork.Space, new RandomSource(1, RandomStream.InitialWeights), ActivationPrecision.Fp32);
        using var step = new SearchStep(network, workers, BatchSize, dropoutRate: 0.3, seed: 1);
        var optimizer = new AdamOptimizer(network.Parameters, maximumNorm: 5);
        var batches = Batches();
        Run(2);

        var before = AllocatedBytes(workers);
        Run(Steps);

        Assert.InRange((AllocatedBytes(workers) - before) / Steps, 0, MostBytesPerStep);

        void Run(int steps)
        {
            for (var i = 0; i < steps; i++)
            {
                step.ArchitectureGradient(batches.NextForStep(), sample, withDropout: true, batches.Prepare);
                optimizer.Step(step.WeightGradient(batches.NextForStep(), sample, batches.Prepare), learningRate: 0.001);
            }
        }
    }

    /// <summary>By the threads of a step: other tests allocate at the same time.</summary>
    private static long AllocatedBytes(ShardWorkers workers)
    {
        var shards = new long[ShardWorkers.Count];
        workers.Run(shard => shards[shard] = GC.GetAllocatedBytesForCurrentThread());
        return shards.Sum() + GC.GetAllocatedBytesForCurrentThread();
    }

    private static WindowBatches Batches()
    {
        var dataset = TinyDataset.Create(64);
        return new WindowBatches(dataset.Training, dataset.Normalization, BatchSize, new RandomSource(1, RandomStream.TrainingOrder), augmentation: null);
    }

    private static byte[] State(SearchStep step)
    {
        using var stream = new MemoryStream();
        step.Save(new BinaryWriter(stream));
        return stream.ToArray();
    }
}
