using MicroNas.Core.Configuration;
using MicroNas.Learning.Checkpoints;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Search;

/// <summary>The two gradients of a search step, and its accuracy alone.</summary>
internal sealed class SearchStep : ICheckpointed, IDisposable
{
    private readonly ISuperNetworkPasses passes;
    private readonly DropoutSource[] dropout;

    /// <param name="batchSize">Windows of a batch, at most.</param>
    public SearchStep(SuperNetwork network, ShardWorkers workers, int batchSize, double dropoutRate, int seed)
    {
        passes = network.Precision == ActivationPrecision.Fp32
            ? new DirectPasses(network, workers, batchSize)
            : new TorchPasses(network, workers);
        dropout = DropoutSource.ForShards(dropoutRate, seed);
    }

    /// <inheritdoc cref="ISuperNetworkPasses.Loss"/>
    public double Loss => passes.Loss;

    /// <inheritdoc cref="ISuperNetworkPasses.Correct"/>
    public long Correct => passes.Correct;

    /// <inheritdoc cref="ISuperNetworkPasses.ToDecisions"/>
    /// <param name="withDropout">As the paper has it; without, α sees what the network can do.</param>
    public IReadOnlyList<double[]> ArchitectureGradient(
        WindowBatch batch, IReadOnlyList<double[]> sample, bool withDropout = false, Action? meanwhile = null) =>
        passes.ToDecisions(batch, sample, withDropout ? dropout : null, meanwhile);

    /// <summary>Loss and right answers of a pass like that of <see cref="ArchitectureGradient"/>, which draws the same masks of dropout.</summary>
    /// <inheritdoc cref="ArchitectureGradient"/>
    public void Judge(WindowBatch batch, IReadOnlyList<double[]> sample, bool withDropout = false, Action? meanwhile = null) =>
        passes.Judge(batch, sample, withDropout ? dropout : null, meanwhile);

    /// <inheritdoc cref="ISuperNetworkPasses.ToWeights"/>
    public IReadOnlyList<float[]> WeightGradient(WindowBatch batch, IReadOnlyList<double[]> sample, Action? meanwhile = null) =>
        passes.ToWeights(batch, sample, dropout, meanwhile);

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

    public void Dispose() => passes.Dispose();
}
