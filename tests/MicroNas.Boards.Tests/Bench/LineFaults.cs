namespace MicroNas.Boards.Tests.Bench;

/// <summary>What a line does to its bytes, in shares of them.</summary>
/// <param name="Dropped">Never arrive.</param>
/// <param name="Flipped">Arrive with one bit changed.</param>
/// <param name="Duplicated">Arrive twice.</param>
/// <param name="Invented">Are followed by one that nobody sent.</param>
/// <param name="Delayed">Come up to 20 ms late, and all behind them.</param>
internal sealed record LineFaults(double Dropped, double Flipped, double Duplicated, double Invented, double Delayed)
{
    private const int LongestDelay = 20;

    public static LineFaults None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Every fault on the same share.</summary>
    public static LineFaults Evenly(double share) => new(share, share, share, share, share);

    public byte[] Apply(ReadOnlySpan<byte> bytes, Random random)
    {
        var result = new List<byte>(bytes.Length);
        foreach (var value in bytes)
        {
            if (random.NextDouble() < Delayed)
            {
                Thread.Sleep(random.Next(1, LongestDelay + 1));
            }

            if (random.NextDouble() < Dropped)
            {
                continue;
            }

            result.Add(random.NextDouble() < Flipped ? (byte)(value ^ (1 << random.Next(8))) : value);
            if (random.NextDouble() < Duplicated)
            {
                result.Add(result[^1]);
            }

            if (random.NextDouble() < Invented)
            {
                result.Add((byte)random.Next(256));
            }
        }

        return [.. result];
    }
}
