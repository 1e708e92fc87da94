using MicroNas.Core.Emission;

namespace MicroNas.Core.Pipeline;

/// <summary>
/// Writes files that belong together: all of them, or none. Every content is complete under a temporary name before the first file is
/// replaced, and what was replaced comes back when a later one fails.
/// </summary>
public static class AtomicFileSet
{
    private const string TemporarySuffix = ".tmp";

    /// <summary>Files whose content is the same already are left alone, so that the compiler of the firmware sees no new time stamp.</summary>
    /// <param name="directory">Made when it is missing.</param>
    /// <param name="files">Names within the folder, and contents.</param>
    /// <exception cref="IOException">Something cannot be written; the folder holds what it held before.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of permission.</exception>
    public static void Write(string directory, IReadOnlyList<EmittedFile> files)
    {
        Directory.CreateDirectory(directory);
        RemoveLeftovers(directory, files);
        var staged = new List<StagedFile>();
        try
        {
            foreach (var file in files)
            {
                var path = Path.Combine(directory, file.Name);
                if (!File.Exists(path) || !file.Content.Span.SequenceEqual(File.ReadAllBytes(path)))
                {
                    staged.Add(new StagedFile(path, Temporary(path, "new"), Temporary(path, "old")));
                    staged[^1].WriteContent(file.Content.Span);
                }
            }

            foreach (var file in staged)
            {
                file.Replace();
            }
        }
        catch
        {
            foreach (var file in Enumerable.Reverse(staged))
            {
                file.Restore();
            }

            throw;
        }
        finally
        {
            foreach (var file in staged)
            {
                file.RemoveTemporaries();
            }
        }
    }

    private static string Temporary(string path, string kind) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{kind}{TemporarySuffix}");

    /// <summary>What a run that was killed left behind.</summary>
    private static void RemoveLeftovers(string directory, IReadOnlyList<EmittedFile> files)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(directory, file.Name);
            File.Delete(Temporary(path, "new"));
            File.Delete(Temporary(path, "old"));
        }
    }
}
