using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Pipeline;

/// <summary>
/// Hashes of data files by content. What an earlier run hashed stands in the output folder: a file of the same size and time of
/// change is not read again. A fresh clone has no such list, and reads everything.
/// </summary>
/// <param name="listPath">The list's file; it only saves time, and may be damaged or absent.</param>
/// <param name="time">Now.</param>
internal sealed class FileHashes(string listPath, TimeProvider time)
{
    /// <summary>A file may change twice within one tick of the file system's clock: what is younger than this is not trusted.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    /// <summary>One hash over names and contents of all files; names are relative, so that a moved or cloned folder has the same.</summary>
    /// <param name="files">Full paths; one that does not exist, or is a link that leads nowhere, is left out.</param>
    /// <param name="root">What the names are relative to; null where there is no data: <c>none</c>.</param>
    /// <exception cref="MicroNasException">MNAS3001: every file that cannot be read.</exception>
    public string HashOf(IReadOnlyList<string> files, string? root)
    {
        if (root is null)
        {
            return "none";
        }

        var known = ReadList();
        var begin = time.GetUtcNow();
        var hashed = HashAll(files, known);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in hashed)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(root, file.Path).Replace('\\', '/') + "\n"));
            hash.AppendData(Convert.FromHexString(file.Hash));
        }

        var settled = hashed.Where(file => new DateTimeOffset(file.Changed, TimeSpan.Zero) < begin - Settled).ToList();
        if (!settled.SequenceEqual(known.Values))
        {
            AtomicFile.Write(listPath, Encoding.UTF8.GetBytes(ReportJson.Serialize(settled)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static List<HashedFile> HashAll(IReadOnlyList<string> files, Dictionary<string, HashedFile> known)
    {
        var (hashed, errors) = (new List<HashedFile>(), new DataErrors());
        foreach (var (path, (file, failure)) in files.AsParallel().AsOrdered().Select(path => (path, TryHash(path, known))).ToList())
        {
            if (failure is not null)
            {
                errors.Add(
                    DiagnosticCodes.DataNotReadable,
                    $"the file cannot be read: {failure} Check its permissions and links, or take it out of the data's folder.",
                    new SourceLocation(path));
            }
            else if (file is not null)
            {
                hashed.Add(file);
            }
        }

        errors.ThrowIfAny();
        return hashed;
    }

    /// <returns>The file, why it cannot be read, or neither where there is none.</returns>
    private static (HashedFile? File, string? Failure) TryHash(string path, Dictionary<string, HashedFile> known)
    {
        try
        {
            return (Hash(path, known), null);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
    }

    private static HashedFile Hash(string path, Dictionary<string, HashedFile> known)
    {
        // A link has a length and a time of its own, which say nothing of what it leads to.
        var info = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
        return known.TryGetValue(path, out var earlier) && earlier.Length == info.Length && earlier.Changed == info.LastWriteTimeUtc
            ? earlier
            : new HashedFile(path, info.Length, info.LastWriteTimeUtc, TextFolding.Hash(path));
    }

    private Dictionary<string, HashedFile> ReadList()
    {
        try
        {
            var list = File.Exists(listPath) ? ReportJson.Deserialize<List<HashedFile?>>(File.ReadAllBytes(listPath)) : null;
            return (list ?? []).OfType<HashedFile>().Where(file => file is { Path: not null, Hash: not null }).ToDictionary(file => file.Path, StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            return [];
        }
    }
}
