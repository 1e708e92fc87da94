using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Search;

/// <summary>Passes of a batch through the super-network; dropout by shard, null: none.</summary>
internal interface ISuperNetworkPasses : IDisposable
{
    /// <summary>Mean cross-entropy of the last batch.</summary>
    double Loss { get; }

    /// <summary>Windows of the last batch that were classified rightly.</summary>
    long Correct { get; }

    /// <summary>d cross-entropy / d â, [group][option].</summary>
    /// <param name="sample">â.</param>
    /// <param name="meanwhile">See <see cref="ShardWorkers.Run"/>.</param>
    double[][] ToDecisions(WindowBatch batch, IReadOnlyList<double[]> sample, IReadOnlyList<DropoutSource>? dropout, Action? meanwhile);

    /// <summary>Loss and right answers alone.</summary>
    /// <inheritdoc cref="ToDecisions"/>
    void Judge(WindowBatch batch, IReadOnlyList<double[]> sample, IReadOnlyList<DropoutSource>? dropout, Action? meanwhile);

    /// <summary>d cross-entropy / d weights, by parameter of the network; valid until the next batch.</summary>
    /// <inheritdoc cref="ToDecisions"/>
    IReadOnlyList<float[]> ToWeights(WindowBatch batch, IReadOnlyList<double[]> sample, IReadOnlyList<DropoutSource>? dropout, Action? meanwhile);
}
