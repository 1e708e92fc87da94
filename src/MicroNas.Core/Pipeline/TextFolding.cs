using System.Buffers;
using System.Security.Cryptography;

namespace MicroNas.Core.Pipeline;

/// <summary>Hashes files so that a text file has one hash, whether a clone has given its lines CR LF or LF.</summary>
internal static class TextFolding
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Git's own rule of what it converts: a file without a zero byte at its begin is text.</summary>
    private const int LookedAtBytes = 8000;

    /// <returns>SHA-256, lower-case hex; of a text every CR LF counts as LF.</returns>
    public static string Hash(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            bool? isText = null;
            var pendingReturn = false;
            for (int read; (read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
            {
                var part = buffer.AsSpan(0, read);
                isText ??= !part[..Math.Min(read, LookedAtBytes)].Contains((byte)0);
                if (isText.Value)
                {
                    AppendText(hash, part, ref pendingReturn);
                }
                else
                {
                    hash.AppendData(part);
                }
            }

            if (pendingReturn)
            {
                hash.AppendData("\r"u8);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <param name="pendingReturn">Whether the last byte so far is a CR, whose LF may come with the next part.</param>
    private static void AppendText(IncrementalHash hash, ReadOnlySpan<byte> text, ref bool pendingReturn)
    {
        if (pendingReturn && text[0] != '\n')
        {
            hash.AppendData("\r"u8);
        }

        pendingReturn = text[^1] == '\r';
        text = pendingReturn ? text[..^1] : text;
        for (int end; (end = text.IndexOf("\r\n"u8)) >= 0; text = text[(end + 1)..])
        {
            hash.AppendData(text[..end]);
        }

        hash.AppendData(text);
    }
}
