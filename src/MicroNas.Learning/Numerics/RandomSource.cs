using System.Numerics;

using MicroNas.Learning.Checkpoints;

namespace MicroNas.Learning.Numerics;

/// <summary>
/// xoshiro256** (Blackman and Vigna) seeded by SplitMix64: the same numbers on every platform and runtime version.
/// torch's own generator is global to the process and would tie a result to whatever else draws from it.
/// </summary>
internal sealed class RandomSource : ICheckpointed
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    /// <param name="seed">The user's seed.</param>
    /// <param name="stream">Independent streams of one seed, so that one consumer's draws do not shift another's.</param>
    public RandomSource(int seed, RandomStream stream)
    {
        var state = unchecked(((ulong)(uint)seed << 32) | (uint)stream);
        s0 = SplitMix(ref state);
        s1 = SplitMix(ref state);
        s2 = SplitMix(ref state);
        s3 = SplitMix(ref state);
    }

    private RandomSource(RandomSource other) => CopyFrom(other);

    /// <summary>One that draws the same numbers.</summary>
    public RandomSource Copy() => new(this);

    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in the open interval (0, 1): its logarithm is finite.</summary>
    public double NextUniform() => ((NextUInt64() >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>Standard normal (Box and Muller).</summary>
    public double NextNormal() =>
        Math.Sqrt(-2 * Math.Log(NextUniform())) * Math.Cos(2 * Math.PI * NextUniform());

    /// <summary>Standard Gumbel.</summary>
    public double NextGumbel() => -Math.Log(-Math.Log(NextUniform()));

    /// <summary>Puts <paramref name="items"/> in random order (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)(NextUniform() * (i + 1));
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>From now on draws the same numbers as <paramref name="other"/>.</summary>
    public void CopyFrom(RandomSource other) => (s0, s1, s2, s3) = (other.s0, other.s1, other.s2, other.s3);

    /// <inheritdoc/>
    public void Save(BinaryWriter writer) => StateValues.Save(writer, (ReadOnlySpan<ulong>)[s0, s1, s2, s3]);

    /// <inheritdoc/>
    public void Restore(BinaryReader reader)
    {
        Span<ulong> state = stackalloc ulong[4];
        StateValues.Restore(reader, state);
        (s0, s1, s2, s3) = (state[0], state[1], state[2], state[3]);
    }

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
