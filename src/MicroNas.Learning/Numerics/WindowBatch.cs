using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MicroNas.Learning.Numerics;

/// <summary>Normalised windows and their classes.</summary>
/// <param name="Values">N x S x T, row-major.</param>
/// <param name="Labels">N class indices.</param>
internal sealed record WindowBatch(float[] Values, long[] Labels, int Sensors, int Time)
{
    public int Count => Labels.Length;

    /// <summary>Which windows a shard computes; of an odd number the last shard takes more.</summary>
    public Range Part(int shard, int shards) => (Count * shard / shards)..(Count * (shard + 1) / shards);

    /// <summary>The shard's part of the windows.</summary>
    public (Tensor Values, Tensor Labels) Shard(int shard, int shards)
    {
        var part = Part(shard, shards);
        var (start, end) = (part.Start.Value, part.End.Value);
        var size = Sensors * Time;
        // One channel has no order in memory; only these strides tell libtorch that later activations have C innermost.
        var (values, labels) = (empty([end - start, Sensors, Time, 1], ScalarType.Float32), empty([end - start], ScalarType.Int64));
        MemoryMarshal.AsBytes(Values.AsSpan(start * size, (end - start) * size)).CopyTo(values.bytes);
        MemoryMarshal.AsBytes(Labels.AsSpan(start, end - start)).CopyTo(labels.bytes);
        return (values.permute(0, 3, 1, 2), labels); // N, 1, S, T
    }
}
