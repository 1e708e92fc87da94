using MicroNas.Core.Datasets;
using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Training;

/// <summary>Windows that a training does not learn from and is judged by.</summary>
internal sealed class HeldBackWindows(WindowSet windows, ChannelNormalization normalization, int batchSize)
{
    /// <param name="scores">From N x 1 x S x T to class scores, N x classes.</param>
    /// <returns>How many of all windows have their highest score at their label.</returns>
    public long CountCorrect(Func<Tensor, Tensor> scores, CancellationToken cancellation)
    {
        using var constant = no_grad();

        // Nothing is drawn from it: each window is read once, in its own place.
        var order = new RandomSource(0, RandomStream.ValidationOrder);
        var correct = 0L;
        foreach (var batch in new WindowBatches(windows, normalization, batchSize, order, augmentation: null).InOrder())
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var (values, labels) = batch.Shard(0, 1);
            correct += scores(values).argmax(1).eq(labels).sum().Value<long>();
        }

        return correct;
    }
}
