using MicroNas.Core.Datasets;
using MicroNas.Learning.Checkpoints;
using MicroNas.Learning.Numerics.Augmentation;

namespace MicroNas.Learning.Numerics;

/// <summary>Hands out windows in random order, pass after pass, standardised, clipped and compressed as on the device.</summary>
internal sealed class WindowBatches : ICheckpointed
{
    private readonly WindowSet windows;
    private readonly ChannelNormalization normalization;
    private readonly WindowAugmentation? augmentation;
    private readonly RandomSource order;
    private readonly int[] permutation;
    private readonly float[] augmented;
    private readonly float[] normalised;
    private WindowBatch? handedOut;
    private WindowBatch? next;
    private bool isPrepared;
    private int position;

    /// <param name="batchSize">Windows a batch; less when the set has fewer.</param>
    /// <param name="augmentation">Null: windows as they are.</param>
    public WindowBatches(
        WindowSet windows, ChannelNormalization normalization, int batchSize, RandomSource order, WindowAugmentation? augmentation)
    {
        this.windows = windows;
        this.normalization = normalization;
        this.order = order;
        this.augmentation = augmentation;
        BatchSize = Math.Min(batchSize, windows.Count);
        permutation = [.. Enumerable.Range(0, windows.Count)];
        position = windows.Count;
        augmented = new float[windows.Length * windows.Channels];
        normalised = new float[augmented.Length];
    }

    public int BatchSize { get; }

    /// <summary>Batches of one pass; the windows of an incomplete last one come in another pass.</summary>
    public int BatchesPerEpoch => windows.Count / BatchSize;

    private bool PassIsOver => position + BatchSize > permutation.Length;

    /// <summary>
    /// Reads what <see cref="NextForStep"/> hands out next, while another thread computes with the batch before. A new pass is
    /// not begun ahead: until the batch is handed out, a checkpoint holds the state as if nothing had been read.
    /// </summary>
    public void Prepare()
    {
        if (!isPrepared && !PassIsOver)
        {
            next ??= NewBatch(BatchSize);
            Read(permutation.AsSpan(position, BatchSize), next);
            isPrepared = true;
        }
    }

    /// <summary>The next windows, for a step alone: their memory is used again after the next call.</summary>
    public WindowBatch NextForStep()
    {
        if (PassIsOver)
        {
            order.Shuffle(permutation);
            position = 0;
        }

        Prepare();
        augmentation?.Settle();
        isPrepared = false;
        position += BatchSize;
        (handedOut, next) = (next!, handedOut);
        return handedOut;
    }

    /// <summary>The next windows, in memory of their own.</summary>
    public WindowBatch Next()
    {
        var batch = NextForStep();
        handedOut = null;
        return batch;
    }

    /// <summary>The next batches, of one pass at most, each in memory of its own.</summary>
    public IReadOnlyList<WindowBatch> Next(int most) => [.. Enumerable.Range(0, Math.Min(most, BatchesPerEpoch)).Select(_ => Next())];

    /// <summary>All windows once, in their own order, in batches; the last one may be smaller. For windows that nothing augments.</summary>
    public IEnumerable<WindowBatch> InOrder()
    {
        for (var start = 0; start < windows.Count; start += BatchSize)
        {
            var batch = NewBatch(Math.Min(BatchSize, windows.Count - start));
            Read([.. Enumerable.Range(start, batch.Count)], batch);
            yield return batch;
        }
    }

    /// <summary>The state that decides the next batch and all that follow.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(position);
        StateValues.Save(writer, (ReadOnlySpan<int>)permutation);
        order.Save(writer);
        augmentation?.Save(writer);
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader reader)
    {
        position = reader.ReadInt32();
        StateValues.Restore(reader, permutation.AsSpan());
        order.Restore(reader);
        augmentation?.Restore(reader);
        isPrepared = false;
    }

    private WindowBatch NewBatch(int count) => new(new float[count * augmented.Length], new long[count], windows.Channels, windows.Length);

    private void Read(ReadOnlySpan<int> indices, WindowBatch batch)
    {
        var (time, sensors) = (windows.Length, windows.Channels);
        for (var i = 0; i < indices.Length; i++)
        {
            batch.Labels[i] = windows.Labels[indices[i]];
            windows.Window(indices[i]).CopyTo(augmented);
            augmentation?.Apply(augmented, sensors);
            normalization.Apply(augmented, normalised);
            var destination = batch.Values.AsSpan(i * augmented.Length, augmented.Length);
            for (var t = 0; t < time; t++)
            {
                for (var s = 0; s < sensors; s++)
                {
                    destination[(s * time) + t] = normalised[(t * sensors) + s]; // T, S to S, T
                }
            }
        }
    }
}
