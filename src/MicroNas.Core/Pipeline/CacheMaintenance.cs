using MicroNas.Core.Units;

namespace MicroNas.Core.Pipeline;

/// <summary>Looks after the entries of a stage cache, while builds use it.</summary>
/// <param name="directory">Of the cache.</param>
/// <param name="time">Now.</param>
public sealed class CacheMaintenance(string directory, TimeProvider time)
{
    /// <summary>Every entry, the longest unused first.</summary>
    public IReadOnlyList<CachedResult> Entries() => [.. EntryFolders()
        .Select(CacheFolder.Describe).OfType<CachedResult>().OrderBy(entry => entry.LastUsed).ThenBy(entry => entry.Key, StringComparer.Ordinal)];

    /// <summary>What the states of interrupted work take, which later runs go on from.</summary>
    /// <param name="except">The key of an entry whose state does not count; null for none.</param>
    public long UnfinishedBytes(string? except = null) => StageFolders()
        .SelectMany(stage => new DirectoryInfo(stage).EnumerateFiles($"*{CheckpointFile.Suffix}*"))
        .Where(file => except is null || !file.Name.StartsWith(except, StringComparison.Ordinal))
        .Sum(LengthOf);

    /// <summary>What all entries and interrupted work take.</summary>
    public long UsedBytes() => Entries().Sum(entry => entry.Bytes) + UnfinishedBytes();

    /// <summary>
    /// Removes the entries that were not used for longest, until the others and interrupted work take <paramref name="most"/> at most, and what
    /// killed runs left behind. What another process works on stays, and so does interrupted work that somebody may come back to.
    /// </summary>
    /// <param name="most">For all entries and interrupted work together.</param>
    /// <param name="keep">The key of an entry that stays.</param>
    public CachePruning Prune(ByteSize most, string? keep = null)
    {
        var leftovers = new CacheLeftovers(time).Remove(StageFolders(), CacheFolder.TryAcquire);
        var entries = Entries();
        var unfinished = UnfinishedBytes(keep);
        var total = entries.Sum(entry => entry.Bytes) + unfinished;
        var removed = new List<CachedResult>();
        foreach (var entry in entries.Where(entry => entry.Key != keep))
        {
            if (total <= most.Bytes)
            {
                break;
            }

            using var held = CacheFolder.TryAcquire(FolderOf(entry));
            if (held is not null && CacheFolder.Remove(FolderOf(entry)))
            {
                total -= entry.Bytes;
                removed.Add(entry);
            }
        }

        return new CachePruning(removed, leftovers, total, unfinished);
    }

    /// <summary>Reads every entry, and removes those that do not have the hashes that they were stored with.</summary>
    public IReadOnlyList<DamagedResult> RemoveDamaged()
    {
        var damaged = new List<DamagedResult>();
        foreach (var folder in EntryFolders())
        {
            var key = Path.GetFileName(folder);
            if (CacheFolder.TryRead(folder, key, out _) is not null)
            {
                continue;
            }

            // Another look when nobody can be mending it.
            using var held = CacheFolder.TryAcquire(folder);
            if (held is not null && CacheFolder.TryRead(folder, key, out var fault) is null && fault is not null && CacheFolder.Remove(folder))
            {
                damaged.Add(new DamagedResult(Path.GetFileName(Path.GetDirectoryName(folder)!), key, fault));
            }
        }

        return damaged;
    }

    private IEnumerable<string> StageFolders() =>
        Enum.GetValues<StageName>().Select(stage => Path.Combine(directory, stage.Name())).Where(Directory.Exists);

    /// <summary>An entry's folder is named by a hash alone.</summary>
    private IEnumerable<string> EntryFolders() =>
        StageFolders().SelectMany(stage => Directory.GetDirectories(stage)).Where(folder => !Path.GetFileName(folder).Contains('.'));

    /// <summary>0 for one that another process has just removed.</summary>
    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    private string FolderOf(CachedResult entry) => Path.Combine(directory, entry.Stage, entry.Key);
}
