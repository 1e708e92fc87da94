using static TorchSharp.torch;

namespace MicroNas.Learning.Numerics.Direct;

/// <summary>
/// A batch's mean cross-entropy and its gradient in float without libtorch, the two halves computed at the same time and
/// summed in a fixed order.
/// </summary>
internal sealed class DirectGradient : IDisposable
{
    private readonly ShardWorkers workers;
    private readonly DirectGraph[] shards;
    private readonly GradientBuffer[] gradients;
    private readonly (double Loss, long Correct)[] results = new (double, long)[ShardWorkers.Count];

    /// <param name="batchSize">Windows of a batch, at most.</param>
    /// <param name="build">From the number of a shard and the windows that it computes at most to its graph, which is disposed of with this.</param>
    public DirectGradient(IReadOnlyList<Tensor> parameters, ShardWorkers workers, int batchSize, Func<int, int, DirectGraph> build)
    {
        this.workers = workers;
        var windows = (batchSize + ShardWorkers.Count - 1) / ShardWorkers.Count;
        shards = [.. Enumerable.Range(0, ShardWorkers.Count).Select(shard => build(shard, windows))];
        gradients = [.. shards.Select(_ => new GradientBuffer(parameters))];
    }

    /// <summary>Mean cross-entropy of the last batch.</summary>
    public double Loss => results.Sum(result => result.Loss);

    /// <summary>Windows of the last batch that were classified rightly.</summary>
    public long Correct => results.Sum(result => result.Correct);

    /// <summary>To the parameters.</summary>
    /// <param name="dropout">By shard; null: none.</param>
    /// <param name="meanwhile">See <see cref="ShardWorkers.Run"/>.</param>
    public BatchGradient Compute(WindowBatch batch, IReadOnlyList<DropoutSource>? dropout, Action? meanwhile = null)
    {
        workers.Run(shard => Run(batch, shard, new DirectPass(gradients[shard].Values, dropout?[shard]), back: true), meanwhile);
        return new BatchGradient(GradientBuffer.Sum(gradients), Loss, Correct);
    }

    /// <summary>The parameters are constants; what else is in the graphs, as their factors, gets its gradient.</summary>
    /// <param name="back">False: nothing gets one.</param>
    /// <inheritdoc cref="Compute"/>
    public void ComputeConstant(WindowBatch batch, IReadOnlyList<DropoutSource>? dropout, bool back, Action? meanwhile = null) =>
        workers.Run(shard => Run(batch, shard, new DirectPass(Gradients: null, dropout?[shard]), back), meanwhile);

    public void Dispose() => Array.ForEach(shards, shard => shard.Dispose());

    private void Run(WindowBatch batch, int shard, in DirectPass pass, bool back)
    {
        var (start, count) = batch.Part(shard, ShardWorkers.Count).GetOffsetAndLength(batch.Count);
        var size = batch.Sensors * batch.Time;
        results[shard] = shards[shard].Compute(
            batch.Values.AsSpan(start * size, count * size), batch.Labels.AsSpan(start, count), batch.Count, pass, back);
    }
}
