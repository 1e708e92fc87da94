namespace MicroNas.Core.Datasets;

/// <summary>Reads as many bytes as a file promises without believing it: memory grows with what was read.</summary>
internal static class ChunkedRead
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Exactly <paramref name="expected"/> bytes, or null where the stream ends before.</summary>
    /// <param name="found">Bytes that were there.</param>
    public static byte[]? Exactly(Stream stream, int expected, out int found)
    {
        var content = new byte[Math.Min(expected, ChunkBytes)];
        found = 0;
        while (true)
        {
            found += stream.ReadAtLeast(content.AsSpan(found), content.Length - found, throwOnEndOfStream: false);
            if (found < content.Length || found == expected)
            {
                return found == expected ? content : null;
            }

            Array.Resize(ref content, (int)Math.Min(expected, 2L * content.Length));
        }
    }
}
