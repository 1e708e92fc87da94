using System.Security.Cryptography;

namespace MicroNas.Core.Pipeline.Locks;

/// <summary>The folder beside the lock file: the results of the stages, as plain files whose hashes the lock file has.</summary>
internal sealed class LockFolder(string path)
{
    private const string AttributesName = ".gitattributes";

    /// <summary>Times and epochs of a run: they differ from run to run, and belong to no result.</summary>
    private static readonly string[] RunRecords = ["search.json", "training.json"];

    /// <summary>Full paths of its files.</summary>
    public IEnumerable<string> Files => Directory.Exists(path) ? Directory.GetFiles(path).Order(StringComparer.Ordinal) : [];

    /// <summary>What the lock file says of an entry.</summary>
    public static SortedDictionary<string, string> HashesOf(CacheEntry entry) => new(
        entry.Files.Where(file => !RunRecords.Contains(file.Key)).ToDictionary(file => file.Key, file => HashOf(file.Value)), StringComparer.Ordinal);

    /// <summary>Whether the folder keeps a stage's files; emitted sources are made again from the others.</summary>
    public static bool Keeps(StageName stage) => stage != StageName.Emit;

    /// <summary>Whether an entry holds just what the lock file says.</summary>
    public static bool Agrees(CacheEntry entry, LockedStage locked) => HashesOf(entry).SequenceEqual(locked.Outputs);

    /// <summary>The files of a stage; null with the first fault when one is missing or has another hash.</summary>
    public CacheEntry? TryRead(LockedStage locked, out string? fault)
    {
        fault = null;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, hash) in locked.Outputs)
        {
            // A lock file is read from a repository: it may name files of its own folder only.
            var file = Path.Combine(path, Path.GetFileName(name));
            if (!File.Exists(file))
            {
                fault = $"'{name}' is not in '{Path.GetFileName(path)}'";
                return null;
            }

            var content = File.ReadAllBytes(file);
            if (HashOf(content) is var found && found != hash)
            {
                fault = $"'{name}' in '{Path.GetFileName(path)}' has the hash {InputChange.Shorten(found)}, not {InputChange.Shorten(hash)}";
                return null;
            }

            files.Add(name, content);
        }

        return new CacheEntry(files);
    }

    /// <summary>Writes what differs, and removes files that only the earlier lock file names.</summary>
    public void Write(IEnumerable<(LockedStage Stage, CacheEntry Entry)> stages, LockFile? earlier)
    {
        // Git must not convert the ends of lines: the hashes are those of the bytes.
        AtomicFile.WriteIfDifferent(Path.Combine(path, AttributesName), "* -text\n"u8);
        var names = new HashSet<string>(StringComparer.Ordinal) { AttributesName };
        foreach (var (stage, entry) in stages)
        {
            foreach (var name in stage.Outputs.Keys)
            {
                names.Add(name);
                AtomicFile.WriteIfDifferent(Path.Combine(path, name), entry[name]);
            }
        }

        var orphans = earlier?.Stages.Where(stage => stage.Key != StageName.Emit.Name()).SelectMany(stage => stage.Value.Outputs.Keys) ?? [];
        foreach (var orphan in orphans.Select(name => Path.GetFileName(name)).Where(name => !names.Contains(name) && File.Exists(Path.Combine(path, name))))
        {
            File.Delete(Path.Combine(path, orphan));
        }
    }

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
