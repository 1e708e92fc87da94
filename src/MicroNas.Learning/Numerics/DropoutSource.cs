using MicroNas.Learning.Checkpoints;

namespace MicroNas.Learning.Numerics;

/// <summary>Dropout masks from a seeded generator of its own: two random words a tensor, hashed for every element.</summary>
internal sealed class DropoutSource : ICheckpointed
{
    private readonly RandomSource random;
    private readonly uint threshold;
    private readonly float scale;

    /// <param name="rate">Share of elements that become zero, 0 up to but not including 1.</param>
    public DropoutSource(double rate, RandomSource random)
    {
        this.random = random;
        threshold = (uint)Math.Round(rate * (1UL << 32));
        scale = (float)(1 / (1 - rate));
    }

    /// <summary>One for every shard of a batch.</summary>
    public static DropoutSource[] ForShards(double rate, int seed) => [.. Enumerable.Range(0, ShardWorkers.Count).Select(shard =>
        new DropoutSource(rate, new RandomSource(seed, RandomStream.Dropout + shard)))];

    /// <inheritdoc/>
    public void Save(BinaryWriter writer) => random.Save(writer);

    /// <inheritdoc/>
    public void Restore(BinaryReader reader) => random.Restore(reader);

    /// <summary>The mask of the next tensor.</summary>
    public DropoutMask Next()
    {
        if (threshold == 0)
        {
            return DropoutMask.None;
        }

        var word = random.NextUInt64();
        return new DropoutMask((uint)(word >> 32), (uint)word | 1, threshold, scale);
    }
}
