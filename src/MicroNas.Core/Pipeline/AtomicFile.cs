namespace MicroNas.Core.Pipeline;

/// <summary>Writes files so that a reader, or a build killed half-way, sees the old content or the new one, never a part.</summary>
public static class AtomicFile
{
    /// <summary>Writes to a temporary name in the same folder, flushes, and renames.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = TemporaryPath(path);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Throws what <see cref="Write"/> would where the folder cannot be written to, and leaves nothing.</summary>
    public static void EnsureWritable(string path)
    {
        var temporary = TemporaryPath(path);
        using (new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
        {
        }

        File.Delete(temporary);
    }

    /// <summary>Writes only when the content differs, so that the compiler of the firmware sees no new time stamp. True when written.</summary>
    public static bool WriteIfDifferent(string path, ReadOnlySpan<byte> content)
    {
        if (File.Exists(path) && content.SequenceEqual(File.ReadAllBytes(path)))
        {
            return false;
        }

        Write(path, content);
        return true;
    }

    private static string TemporaryPath(string path) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
}
