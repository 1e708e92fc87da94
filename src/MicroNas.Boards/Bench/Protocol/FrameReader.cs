namespace MicroNas.Boards.Bench.Protocol;

/// <summary>Finds whole frames with right checksums among the bytes of a line, whatever lies between them.</summary>
internal sealed class FrameReader
{
    private const int LongestLine = BenchFrame.MostBytes + 3;

    private readonly List<byte> pending = [];

    /// <summary>The frame that this byte ends, or null.</summary>
    public BenchFrame? Take(byte value)
    {
        if (value != 0)
        {
            // One byte more than a frame may have is enough to know that it is none.
            if (pending.Count <= LongestLine)
            {
                pending.Add(value);
            }

            return null;
        }

        var frame = pending.Count > LongestLine ? null : BenchFrame.Parse([.. pending]);
        pending.Clear();
        return frame;
    }
}
