namespace MicroNas.Boards.Bench.Protocol;

/// <summary>
/// Consistent overhead byte stuffing (Cheshire and Baker 1999): no zero byte inside a frame, at the cost of one byte and one more for every 254, so
/// that a zero ends a frame whatever was lost before.
/// </summary>
internal static class ByteStuffing
{
    private const int LongestBlock = 0xff;

    public static byte[] Stuff(ReadOnlySpan<byte> bytes)
    {
        var stuffed = new List<byte>(bytes.Length + 2) { 1 };
        var code = 0;
        foreach (var value in bytes)
        {
            if (stuffed[code] == LongestBlock)
            {
                code = stuffed.Count;
                stuffed.Add(1);
            }

            if (value == 0)
            {
                code = stuffed.Count;
                stuffed.Add(1);
            }
            else
            {
                stuffed.Add(value);
                stuffed[code]++;
            }
        }

        return [.. stuffed];
    }

    /// <summary>Null where no stuffing gives these bytes, which hold no zero.</summary>
    public static byte[]? Unstuff(ReadOnlySpan<byte> stuffed)
    {
        var bytes = new List<byte>(stuffed.Length);
        while (stuffed.Length > 0)
        {
            var code = stuffed[0];
            if (code == 0 || code > stuffed.Length)
            {
                return null;
            }

            bytes.AddRange(stuffed[1..code]);
            stuffed = stuffed[code..];
            if (code < LongestBlock && stuffed.Length > 0)
            {
                bytes.Add(0);
            }
        }

        return [.. bytes];
    }
}
