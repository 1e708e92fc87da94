using System.Security.Cryptography;

namespace MicroNas.Core.Pipeline.Locks;

/// <summary>The folder beside the lock file: the results of the stages, as plain files whose hashes the lock file has.</summary>
internal sealed class LockFolder(string path)
{
    private const string AttributesName = ".gitattributes";
    private const string NextSuffix = ".next";

    /// <summary>Times and epochs of a run: they differ from run to run, and belong to no result.</summary>
    private static readonly string[] RunRecords = ["search.json", "training.json"];

    /// <summary>Full paths of its files.</summary>
    public IEnumerable<string> Files => Directory.Exists(path) ? Directory.GetFiles(path).Order(StringComparer.Ordinal) : [];

    private string[] Leftovers => Directory.GetFiles(path, $".*{NextSuffix}");

    /// <summary>What the lock file says of an entry.</summary>
    public static SortedDictionary<string, string> HashesOf(CacheEntry entry) => new(
        entry.Files.Where(file => !RunRecords.Contains(file.Key)).ToDictionary(file => file.Key, file => HashOf(file.Value)), StringComparer.Ordinal);

    /// <summary>Whether the folder keeps a stage's files; emitted sources are made again from the others.</summary>
    public static bool Keeps(StageName stage) => stage != StageName.Emit;

    /// <summary>Whether an entry holds just what the lock file says.</summary>
    public static bool Agrees(CacheEntry entry, LockedStage locked) => HashesOf(entry).SequenceEqual(locked.Outputs);

    /// <summary>The files of a stage; null with every fault when files are missing or have other hashes.</summary>
    public CacheEntry? TryRead(LockedStage locked, out string? fault)
    {
        var faults = new List<string>();
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, hash) in locked.Outputs)
        {
            // A lock file is read from a repository: it may name files of its own folder only.
            var file = Path.Combine(path, Path.GetFileName(name));
            var content = TryRead(file);
            var found = content is null ? null : HashOf(content);
            if (found != hash)
            {
                // A run that was killed after it wrote the lock file left the content under this name.
                content = TryRead(NextOf(file));
            }

            if (content is null || (found != hash && HashOf(content) != hash))
            {
                faults.Add(found is null
                    ? $"'{name}' is not in '{Path.GetFileName(path)}'"
                    : $"'{name}' in '{Path.GetFileName(path)}' has the hash {InputChange.Shorten(found)}, not {InputChange.Shorten(hash)}");
                continue;
            }

            files.Add(name, content);
        }

        fault = faults.Count == 0 ? null : string.Join("; ", faults);
        return fault is null ? new CacheEntry(files) : null;
    }

    /// <summary>
    /// Exchanges what differs, and removes files that only the earlier lock file names. Every new content is complete beside the old one before the
    /// lock file asks for it, and takes its name after that: whenever the run is killed, the lock file finds the contents that it asks for.
    /// </summary>
    public void Replace(IEnumerable<(LockedStage Stage, CacheEntry Entry)> stages, LockFile? earlier, Action writeLockFile)
    {
        // Git must not convert the ends of lines: the hashes are those of the bytes.
        AtomicFile.WriteIfDifferent(Path.Combine(path, AttributesName), "* -text\n"u8);
        Settle(earlier);
        var contents = stages.SelectMany(stage => stage.Stage.Outputs.Keys.Select(name => (Path: Path.Combine(path, name), Content: stage.Entry[name]))).ToList();
        var changed = contents.Where(file => TryRead(file.Path) is not { } old || !old.AsSpan().SequenceEqual(file.Content)).ToList();
        try
        {
            foreach (var (file, content) in changed)
            {
                AtomicFile.WriteIfDifferent(NextOf(file), content);
            }

            writeLockFile();
        }
        catch
        {
            RemoveLeftovers();
            throw;
        }

        foreach (var (file, content) in changed)
        {
            Rename(file, content);
        }

        var superfluous = earlier?.Stages.Where(stage => stage.Key != StageName.Emit.Name()).SelectMany(stage => stage.Value.Outputs.Keys) ?? [];
        foreach (var file in superfluous.Select(name => Path.Combine(path, Path.GetFileName(name))).Except(contents.Select(file => file.Path)))
        {
            File.Delete(file);
        }

        RemoveLeftovers();
    }

    /// <summary>The name of a content that waits for its lock file.</summary>
    private static string NextOf(string file) => Path.Combine(Path.GetDirectoryName(file)!, $".{Path.GetFileName(file)}{NextSuffix}");

    private static byte[]? TryRead(string file) => File.Exists(file) ? File.ReadAllBytes(file) : null;

    private static void Rename(string file, byte[] content)
    {
        try
        {
            File.Move(NextOf(file), file, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // Another run of the same model was faster.
            AtomicFile.WriteIfDifferent(file, content);
        }
    }

    /// <summary>Ends what a killed run began: a content that the lock file asks for must not be taken for a leftover.</summary>
    private void Settle(LockFile? current)
    {
        if (current is null || Leftovers.Length == 0)
        {
            return;
        }

        foreach (var (name, hash) in current.Stages.Values.SelectMany(stage => stage.Outputs))
        {
            var file = Path.Combine(path, Path.GetFileName(name));
            if (TryRead(NextOf(file)) is { } next && HashOf(next) == hash)
            {
                File.Move(NextOf(file), file, overwrite: true);
            }
        }
    }

    private void RemoveLeftovers()
    {
        foreach (var file in Leftovers)
        {
            CacheFolder.Quietly(() => File.Delete(file));
        }
    }

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
