namespace MicroNas.Core.Pipeline;

/// <summary>What runs that were killed or given up leave in the stage cache beside its entries.</summary>
/// <param name="time">Now.</param>
internal sealed class CacheLeftovers(TimeProvider time)
{
    /// <summary>An entry is written within seconds: what still has its temporary name then has no owner.</summary>
    private static readonly TimeSpan TemporaryAge = TimeSpan.FromDays(1);

    /// <summary>Somebody may come back to a search after weeks; nobody does after this.</summary>
    private static readonly TimeSpan CheckpointAge = TimeSpan.FromDays(30);

    /// <param name="acquire">Takes the lock of an entry's folder; null when another process holds it.</param>
    /// <returns>How many files and folders are gone.</returns>
    public int Remove(IEnumerable<string> stageFolders, Func<string, IDisposable?> acquire)
    {
        var removed = 0;
        foreach (var path in stageFolders.SelectMany(Directory.GetFileSystemEntries).Where(path => IsOld(path)).ToList())
        {
            var entry = Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileName(path).Split('.')[0]);
            using var held = acquire(entry);
            if (held is not null)
            {
                removed += CacheFolder.Quietly(() => Delete(path)) ? 1 : 0;
            }
        }

        return removed;
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    private bool IsOld(string path)
    {
        var name = Path.GetFileName(path);
        var age = time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(path);
        return name.EndsWith(CacheFolder.TemporarySuffix, StringComparison.Ordinal) && Directory.Exists(path)
            ? age > TemporaryAge
            : age > CheckpointAge && (name.Contains(CheckpointFile.Suffix, StringComparison.Ordinal) || name.EndsWith(HeldEntry.NoteSuffix, StringComparison.Ordinal)
                || (name.EndsWith(CacheFolder.LockSuffix, StringComparison.Ordinal) && !Directory.Exists(path[..^CacheFolder.LockSuffix.Length])));
    }
}
