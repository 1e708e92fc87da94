using MicroNas.Learning.Checkpoints;
using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Search;

/// <summary>The two gradients of a search step.</summary>
internal sealed class SearchStep : ICheckpointed
{
    private readonly SuperNetwork network;
    private readonly ShardWorkers workers;
    private readonly ShardedGradient gradient;
    private readonly DropoutSource[] dropout;

    public SearchStep(SuperNetwork network, ShardWorkers workers, double dropoutRate, int seed)
    {
        this.network = network;
        this.workers = workers;
        gradient = new ShardedGradient(network.Parameters, workers);
        dropout = [.. Enumerable.Range(0, ShardWorkers.Count).Select(shard =>
            new DropoutSource(dropoutRate, new RandomSource(seed, RandomStream.Dropout + shard)))];
    }

    /// <inheritdoc cref="ShardedGradient.Loss"/>
    public double Loss => gradient.Loss;

    /// <inheritdoc cref="ShardedGradient.Correct"/>
    public long Correct => gradient.Correct;

    /// <summary>d cross-entropy / d â, [group][option].</summary>
    /// <param name="sample">â.</param>
    /// <param name="withDropout">As the paper has it; without, α sees what the network can do.</param>
    public IReadOnlyList<double[]> ArchitectureGradient(WindowBatch batch, IReadOnlyList<double[]> sample, bool withDropout = false)
    {
        var parts = new double[ShardWorkers.Count][][];
        workers.Run(shard =>
        {
            var probabilities = AsTensors(sample, requiresGradient: true);
            var loss = gradient.CrossEntropy(batch, shard, (values, _) =>
                network.Forward(values, probabilities, withDropout ? dropout[shard] : null));
            var derivatives = autograd.grad([loss], probabilities);
            parts[shard] = [.. derivatives.Select(derivative =>
                derivative.data<float>().ToArray().Select(value => (double)value).ToArray())];
        });
        return [.. parts[0].Zip(parts[1], (first, second) => first.Zip(second, (a, b) => a + b).ToArray())];
    }

    /// <summary>d cross-entropy / d weights, by parameter of the network.</summary>
    public IReadOnlyList<float[]> WeightGradient(WindowBatch batch, IReadOnlyList<double[]> sample) =>
        gradient.Compute(batch, (values, shard) =>
            network.Forward(values, AsTensors(sample, requiresGradient: false), dropout[shard]));

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        foreach (var source in dropout)
        {
            source.Save(writer);
        }
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader reader)
    {
        foreach (var source in dropout)
        {
            source.Restore(reader);
        }
    }

    private static Tensor[] AsTensors(IReadOnlyList<double[]> sample, bool requiresGradient) =>
        [.. sample.Select(options => tensor([.. options.Select(value => (float)value)], requires_grad: requiresGradient))];
}
