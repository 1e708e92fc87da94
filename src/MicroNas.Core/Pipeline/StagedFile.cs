namespace MicroNas.Core.Pipeline;

/// <summary>One file on its way to a new content.</summary>
/// <param name="path">The file's name.</param>
/// <param name="next">Temporary name of the new content.</param>
/// <param name="former">Temporary name of the old content.</param>
internal sealed class StagedFile(string path, string next, string former)
{
    private bool isReplaced;
    private bool existed;

    public void WriteContent(ReadOnlySpan<byte> content)
    {
        using var stream = new FileStream(next, FileMode.CreateNew, FileAccess.Write);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    public void Replace()
    {
        existed = File.Exists(path);
        if (existed)
        {
            // A copy, not a move: at no moment is there no file of this name.
            File.Copy(path, former);
        }

        File.Move(next, path, overwrite: true);
        isReplaced = true;
    }

    /// <summary>Undoes <see cref="Replace"/>, where it has happened.</summary>
    public void Restore()
    {
        if (!isReplaced)
        {
            return;
        }

        if (existed)
        {
            File.Move(former, path, overwrite: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    public void RemoveTemporaries()
    {
        File.Delete(next);
        File.Delete(former);
    }
}
