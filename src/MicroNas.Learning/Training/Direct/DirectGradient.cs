using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Training.Direct;

/// <summary>
/// Gradient of a batch's mean cross-entropy in float without libtorch, its two halves computed at the same time and summed in a
/// fixed order.
/// </summary>
internal sealed class DirectGradient : IDisposable
{
    private readonly ShardWorkers workers;
    private readonly DirectNetwork[] networks;
    private readonly GradientBuffer[] gradients;
    private readonly (double Loss, long Correct)[] results = new (double, long)[ShardWorkers.Count];

    /// <param name="dropout">By shard.</param>
    /// <param name="batchSize">Windows of a batch, at most.</param>
    public DirectGradient(TrainingNetwork network, ShardWorkers workers, LossOptions loss, IReadOnlyList<DropoutSource> dropout, int batchSize)
    {
        this.workers = workers;
        var windows = (batchSize + ShardWorkers.Count - 1) / ShardWorkers.Count;
        networks = [.. dropout.Select(source => new DirectNetwork(network, source, loss, windows))];
        gradients = [.. networks.Select(_ => new GradientBuffer(network.Parameters))];
    }

    /// <param name="meanwhile">See <see cref="ShardWorkers.Run"/>.</param>
    public BatchGradient Compute(WindowBatch batch, Action? meanwhile = null)
    {
        workers.Run(shard => results[shard] = Compute(batch, shard), meanwhile);
        return new BatchGradient(GradientBuffer.Sum(gradients), results.Sum(result => result.Loss), results.Sum(result => result.Correct));
    }

    public void Dispose() => Array.ForEach(networks, network => network.Dispose());

    private (double Loss, long Correct) Compute(WindowBatch batch, int shard)
    {
        var (start, count) = batch.Part(shard, ShardWorkers.Count).GetOffsetAndLength(batch.Count);
        var size = batch.Sensors * batch.Time;
        return networks[shard].Compute(
            batch.Values.AsSpan(start * size, count * size), batch.Labels.AsSpan(start, count), batch.Count, gradients[shard].Values);
    }
}
