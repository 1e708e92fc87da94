using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroNas.Learning.Numerics;

/// <summary>
/// Gradient of a batch's mean cross-entropy by libtorch, its two halves computed at the same time and summed in a fixed order. One instance
/// for each computation: its first batches are computed in turn (<see cref="ShardWorkers.Run"/>).
/// </summary>
/// <param name="options">Of the loss; null: plain.</param>
internal sealed class ShardedGradient(IReadOnlyList<Tensor> parameters, ShardWorkers workers, LossOptions? options = null)
{
    private readonly GradientBuffer[] gradients = [.. Enumerable.Range(0, ShardWorkers.Count).Select(_ => new GradientBuffer(parameters))];
    private readonly double[] losses = new double[ShardWorkers.Count];
    private readonly long[] correct = new long[ShardWorkers.Count];
    private readonly LossOptions options = options ?? LossOptions.Plain;
    private readonly HashSet<int> compiledCounts = [];

    /// <summary>Mean cross-entropy of the last batch.</summary>
    public double Loss => losses.Sum();

    /// <summary>Windows of the last batch that were classified rightly.</summary>
    public long Correct => correct.Sum();

    /// <param name="forward">From windows (N x 1 x S x T) and the number of the shard to class scores (N x classes).</param>
    /// <param name="meanwhile">See <see cref="ShardWorkers.Run"/>.</param>
    public BatchGradient Compute(WindowBatch batch, Func<Tensor, int, Tensor> forward, Action? meanwhile = null)
    {
        workers.Run(
            shard => gradients[shard].Fill(CrossEntropy(batch, shard, forward)), meanwhile, inTurn: compiledCounts.Add(batch.Count));
        return new BatchGradient(GradientBuffer.Sum(gradients), Loss, Correct);
    }

    /// <summary>The shard's part of the batch's mean cross-entropy; for a caller that is a shard itself.</summary>
    public Tensor CrossEntropy(WindowBatch batch, int shard, Func<Tensor, int, Tensor> forward)
    {
        var (values, labels) = batch.Shard(shard, ShardWorkers.Count);
        var scores = forward(values, shard);
        var loss = Sum(scores, labels).DividedBy(batch.Count);
        losses[shard] = loss.Value<float>();
        correct[shard] = scores.argmax(1).eq(labels).sum().Value<long>();
        return loss;
    }

    private Tensor Sum(Tensor scores, Tensor labels)
    {
        var weight = options.ClassWeights is { } values ? tensor(values) : null;
        return functional.cross_entropy(scores, labels, weight, reduction: Reduction.Sum, label_smoothing: options.LabelSmoothing);
    }
}
