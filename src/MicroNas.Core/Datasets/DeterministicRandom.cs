namespace MicroNas.Core.Datasets;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine and in every version of .NET, which
/// <see cref="Random"/> does not promise. Only additions, multiplications and comparisons are built on it, because sine and
/// logarithm differ between C libraries.
/// </summary>
internal sealed class DeterministicRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        state += 0x9E3779B97F4A7C15;
        var bits = state;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double NextUniform(double low, double high) => low + ((high - low) * NextUniform());

    /// <summary>Close to normal with mean 0 and variance 1: the sum of twelve uniform numbers (Irwin-Hall), within ±6.</summary>
    public double NextNormal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += NextUniform();
        }

        return sum;
    }

    /// <summary>A whole number from 0 to <paramref name="limit"/> − 1.</summary>
    public int NextInteger(int limit) => (int)(NextUniform() * limit);

    /// <summary>Puts the items in random order (Fisher-Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInteger(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
