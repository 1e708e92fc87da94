using MicroNas.Core.Datasets;
using MicroNas.Learning.Checkpoints;

namespace MicroNas.Learning.Numerics;

/// <summary>Hands out windows in random order, pass after pass, standardised and clipped as on the device.</summary>
internal sealed class WindowBatches : ICheckpointed
{
    private readonly WindowSet windows;
    private readonly ChannelNormalization normalization;
    private readonly RandomRotation? rotation;
    private readonly RandomSource order;
    private readonly int[] permutation;
    private readonly float[] rotated;
    private readonly float[] normalised;
    private int position;

    /// <param name="batchSize">Windows a batch; less when the set has fewer.</param>
    /// <param name="rotation">Null: windows as they are.</param>
    public WindowBatches(
        WindowSet windows, ChannelNormalization normalization, int batchSize, RandomSource order, RandomRotation? rotation)
    {
        this.windows = windows;
        this.normalization = normalization;
        this.order = order;
        this.rotation = rotation;
        BatchSize = Math.Min(batchSize, windows.Count);
        permutation = [.. Enumerable.Range(0, windows.Count)];
        position = windows.Count;
        rotated = new float[windows.Length * windows.Channels];
        normalised = new float[rotated.Length];
    }

    public int BatchSize { get; }

    /// <summary>Batches of one pass; the windows of an incomplete last one come in another pass.</summary>
    public int BatchesPerEpoch => windows.Count / BatchSize;

    public WindowBatch Next()
    {
        if (position + BatchSize > permutation.Length)
        {
            order.Shuffle(permutation);
            position = 0;
        }

        var batch = Read(permutation.AsSpan(position, BatchSize));
        position += BatchSize;
        return batch;
    }

    /// <summary>All windows once, in their own order, in batches; the last one may be smaller.</summary>
    public IEnumerable<WindowBatch> InOrder()
    {
        for (var start = 0; start < windows.Count; start += BatchSize)
        {
            yield return Read([.. Enumerable.Range(start, Math.Min(BatchSize, windows.Count - start))]);
        }
    }

    /// <summary>The state that decides the next batch and all that follow.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(position);
        StateValues.Save(writer, (ReadOnlySpan<int>)permutation);
        order.Save(writer);
        rotation?.Save(writer);
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader reader)
    {
        position = reader.ReadInt32();
        StateValues.Restore(reader, permutation.AsSpan());
        order.Restore(reader);
        rotation?.Restore(reader);
    }

    private WindowBatch Read(ReadOnlySpan<int> indices)
    {
        var (time, sensors) = (windows.Length, windows.Channels);
        var values = new float[indices.Length * rotated.Length];
        var labels = new long[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            labels[i] = windows.Labels[indices[i]];
            windows.Window(indices[i]).CopyTo(rotated);
            rotation?.Apply(rotated, sensors);
            normalization.Apply(rotated, normalised);
            var destination = values.AsSpan(i * rotated.Length, rotated.Length);
            for (var t = 0; t < time; t++)
            {
                for (var s = 0; s < sensors; s++)
                {
                    destination[(s * time) + t] = normalised[(t * sensors) + s]; // T, S to S, T
                }
            }
        }

        return new WindowBatch(values, labels, sensors, time);
    }
}
