using static TorchSharp.torch;

namespace MicroNas.Learning.Numerics;

/// <summary>Normalised windows and their classes.</summary>
/// <param name="Values">N x S x T, row-major.</param>
/// <param name="Labels">N class indices.</param>
internal sealed record WindowBatch(float[] Values, long[] Labels, int Sensors, int Time)
{
    public int Count => Labels.Length;

    /// <summary>The shard's part of the windows: the first shard takes the larger half.</summary>
    public (Tensor Values, Tensor Labels) Shard(int shard, int shards)
    {
        var start = Count * shard / shards;
        var end = Count * (shard + 1) / shards;
        var size = Sensors * Time;
        return (
            tensor(Values.AsSpan(start * size, (end - start) * size).ToArray(), [end - start, 1, Sensors, Time]), // N, 1, S, T
            tensor(Labels[start..end]));
    }
}
