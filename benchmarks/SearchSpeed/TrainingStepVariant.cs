using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Direct;
using MicroNas.Learning.Training;
using TorchSharp;

namespace MicroNas.Benchmarks.SearchSpeed;

/// <summary>A float training step of a found network on two threads: by libtorch's own operators, or without libtorch as the product does it.</summary>
internal sealed class TrainingStepVariant : ISpeedVariant
{
    private readonly ShardWorkers workers = new();
    private readonly TrainingNetwork network;
    private readonly DirectGradient direct;
    private readonly ShardedGradient plain;
    private readonly AdamOptimizer optimizer;
    private readonly WindowBatches batches;
    private readonly bool isDirect;

    public TrainingStepVariant(SpeedProblem problem, string architecture, bool isDirect)
    {
        this.isDirect = isDirect;
        var graph = ArchitectureLowering.Lower(problem.Space, ArchitectureSerializer.Parse(architecture));
        MegaMultiplyAccumulates = GraphFacts.MultiplyAccumulates(graph) / 1e6;
        network = new TrainingNetwork(graph, new RandomSource(1, RandomStream.InitialWeights));
        direct = new DirectGradient(
            network.Parameters, workers, SpeedProblem.BatchSize, (_, windows) => DirectNetwork.Build(network, LossOptions.Plain, windows));
        plain = new ShardedGradient(network.Parameters, workers);
        optimizer = new AdamOptimizer(network.Parameters);
        batches = problem.Batches();
    }

    public string Name => isDirect ? "without libtorch" : "libtorch's operators";

    public double MegaMultiplyAccumulates { get; }

    public void Step()
    {
        torch.set_num_threads(1);
        var batch = batches.NextForStep();
        var gradient = isDirect
            ? direct.Compute(batch, dropout: null, batches.Prepare)
            : plain.Compute(batch, (values, _) => network.ForwardPlain(values), batches.Prepare);
        optimizer.Step(gradient.Values, learningRate: 1e-3);
    }

    public void Dispose()
    {
        direct.Dispose();
        network.Dispose();
        workers.Dispose();
    }
}
