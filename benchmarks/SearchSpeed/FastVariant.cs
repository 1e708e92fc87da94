using MicroNas.Core.Configuration;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;
using TorchSharp;

namespace MicroNas.Benchmarks.SearchSpeed;

/// <summary>The step as the search does it: two halves of the batch on two threads, in fp32 without libtorch.</summary>
internal sealed class FastVariant : ISpeedVariant
{
    private const double Temperature = 5;

    private readonly ShardWorkers workers = new();
    private readonly RandomSource noise = new(1, RandomStream.GumbelNoise);
    private readonly ArchitectureWeights architecture;
    private readonly SuperNetwork network;
    private readonly SearchStep step;
    private readonly AdamOptimizer optimizer;
    private readonly WindowBatches batches;

    public FastVariant(SpeedProblem problem, ActivationPrecision precision)
    {
        Name = precision == ActivationPrecision.Bf16 ? "fused, two shards, bf16" : "without libtorch, two shards, fp32";
        network = new SuperNetwork(problem.Space, new RandomSource(1, RandomStream.InitialWeights), precision);
        architecture = new ArchitectureWeights(problem.Space.Groups);
        step = new SearchStep(network, workers, SpeedProblem.BatchSize, dropoutRate: 0.3, seed: 1);
        optimizer = new AdamOptimizer(network.Parameters, maximumNorm: 5);
        batches = problem.Batches();
    }

    public string Name { get; }

    public void Step()
    {
        torch.set_num_threads(1);
        var sample = architecture.Sample(Temperature, noise);
        var gradient = step.ArchitectureGradient(batches.NextForStep(), sample, meanwhile: batches.Prepare);
        architecture.Descend(ArchitectureWeights.Gradient(sample, gradient, Temperature), learningRate: 0.01);
        optimizer.Step(step.WeightGradient(batches.NextForStep(), architecture.Sample(Temperature, noise), batches.Prepare), learningRate: 1e-3);
    }

    public void Dispose()
    {
        workers.Dispose();
        step.Dispose();
        network.Dispose();
    }
}
