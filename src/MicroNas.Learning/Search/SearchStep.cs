using MicroNas.Learning.Checkpoints;
using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Search;

/// <summary>The two gradients of a search step, and its accuracy alone.</summary>
internal sealed class SearchStep : ICheckpointed
{
    private readonly SuperNetwork network;
    private readonly ShardWorkers workers;
    private readonly ShardedGradient gradient;
    private readonly DropoutSource[] dropout;
    private readonly HashSet<(int Count, bool WithGradient)> compiled = [];

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
    /// <param name="meanwhile">See <see cref="ShardWorkers.Run"/>.</param>
    public IReadOnlyList<double[]> ArchitectureGradient(
        WindowBatch batch, IReadOnlyList<double[]> sample, bool withDropout = false, Action? meanwhile = null)
    {
        var parts = new double[ShardWorkers.Count][][];
        workers.Run(
            shard =>
            {
                var decisions = new SampledDecisions(sample, architecture: true);
                parts[shard] = decisions.Gradient(ArchitectureLoss(batch, shard, decisions, withDropout));
            },
            meanwhile,
            inTurn: compiled.Add((batch.Count, true)));
        var sum = parts[0];
        for (var group = 0; group < sum.Length; group++)
        {
            for (var option = 0; option < sum[group].Length; option++)
            {
                sum[group][option] += parts[1][group][option];
            }
        }

        return sum;
    }

    /// <summary>Loss and right answers of a pass like that of <see cref="ArchitectureGradient"/>, which draws the same masks of dropout.</summary>
    /// <inheritdoc cref="ArchitectureGradient"/>
    public void Judge(WindowBatch batch, IReadOnlyList<double[]> sample, bool withDropout = false, Action? meanwhile = null) => workers.Run(
        shard =>
        {
            using var constant = no_grad();
            ArchitectureLoss(batch, shard, new SampledDecisions(sample, architecture: true), withDropout);
        },
        meanwhile,
        inTurn: compiled.Add((batch.Count, false)));

    /// <summary>d cross-entropy / d weights, by parameter of the network.</summary>
    /// <param name="sample">â.</param>
    /// <param name="meanwhile">See <see cref="ShardWorkers.Run"/>.</param>
    public IReadOnlyList<float[]> WeightGradient(WindowBatch batch, IReadOnlyList<double[]> sample, Action? meanwhile = null) =>
        gradient.Compute(
            batch,
            (values, shard) => network.Forward(values, new SampledDecisions(sample, architecture: false), dropout[shard]),
            meanwhile).Values;

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

    private Tensor ArchitectureLoss(WindowBatch batch, int shard, SampledDecisions decisions, bool withDropout) =>
        gradient.CrossEntropy(batch, shard, (values, _) => network.Forward(values, decisions, withDropout ? dropout[shard] : null));
}
