using MicroNas.Learning.Checkpoints;

using static TorchSharp.torch;

namespace MicroNas.Learning.Numerics;

/// <summary>
/// Inverted dropout with masks from a seeded generator of its own. Eight decisions come from one random word, so the rate
/// is a multiple of 1/256.
/// </summary>
internal sealed class DropoutSource : ICheckpointed
{
    private readonly RandomSource random;
    private readonly int threshold;
    private readonly float kept;
    private float[] buffer = [];

    /// <param name="rate">Share of elements that become zero, 0 up to but not including 1.</param>
    public DropoutSource(double rate, RandomSource random)
    {
        this.random = random;
        threshold = (int)Math.Round(rate * 256);
        kept = 256f / (256 - threshold);
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer) => random.Save(writer);

    /// <inheritdoc/>
    public void Restore(BinaryReader reader) => random.Restore(reader);

    public Tensor Apply(Tensor input)
    {
        if (threshold == 0)
        {
            return input;
        }

        var count = (int)input.numel();
        if (buffer.Length != count)
        {
            buffer = new float[count];
        }

        ulong word = 0;
        for (var i = 0; i < count; i++)
        {
            word = (i & 7) == 0 ? random.NextUInt64() : word >> 8;
            buffer[i] = (int)(word & 0xFF) < threshold ? 0f : kept;
        }

        // The mask takes the memory order of the activations (C innermost); any other order would be copied.
        var shape = input.shape; // N, C, S, T
        return input * tensor(buffer, [shape[0], shape[2], shape[3], shape[1]]).permute(0, 3, 1, 2);
    }
}
