using System.Security.Cryptography;
using System.Text.Json;

namespace MicroNas.Core.Pipeline;

/// <summary>
/// Content-addressed results of stages: <c>directory/stage/key/</c> with a manifest. An entry appears whole (written beside
/// its place and renamed) and is checked by hash when read; a damaged one is dropped, so that the stage runs again.
/// </summary>
public sealed class StageCache(string directory)
{
    private const string ManifestName = "manifest.json";
    private static readonly TimeSpan LockRetryInterval = TimeSpan.FromMilliseconds(200);

    public string DirectoryPath { get; } = directory;

    /// <summary>The entry for these inputs, or null when there is none or it is damaged.</summary>
    /// <param name="stage">Whose result.</param>
    /// <param name="inputs">What it depends on.</param>
    /// <param name="damage">What is wrong with an existing entry; null when nothing is.</param>
    public CacheEntry? TryRead(StageName stage, StageInputs inputs, out string? damage)
    {
        damage = null;
        var folder = EntryFolder(stage, inputs);
        var manifestPath = Path.Combine(folder, ManifestName);
        if (!Directory.Exists(folder))
        {
            return null;
        }

        try
        {
            var manifest = JsonSerializer.Deserialize<CacheManifest>(File.ReadAllBytes(manifestPath));
            if (manifest?.Files is null || manifest.Key != inputs.Key || manifest.Digest != manifest.ComputeDigest())
            {
                throw new InvalidDataException("the manifest does not have the hash that it says");
            }

            var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var (name, hash) in manifest.Files)
            {
                var content = File.ReadAllBytes(Path.Combine(folder, name));
                if (Convert.ToHexStringLower(SHA256.HashData(content)) != hash)
                {
                    throw new InvalidDataException($"'{name}' does not have the hash that the manifest says");
                }

                files.Add(name, content);
            }

            return new CacheEntry(files);
        }
        catch (Exception exception) when (exception
            is FileNotFoundException or DirectoryNotFoundException or JsonException or InvalidDataException)
        {
            damage = $"the cache entry was damaged ({exception.Message}) and is made again";
            return null;
        }
    }

    /// <summary>Removes a damaged entry. Only for the holder of <see cref="Acquire"/>: another build may just have mended it.</summary>
    public void Drop(StageName stage, StageInputs inputs) => DeleteQuietly(EntryFolder(stage, inputs));

    /// <summary>Stores an entry; when another process stored the same one meanwhile, theirs stays.</summary>
    public void Store(StageName stage, StageInputs inputs, CacheEntry entry)
    {
        var folder = EntryFolder(stage, inputs);
        var temporary = folder + "." + Guid.NewGuid().ToString("N") + ".tmp";
        Directory.CreateDirectory(temporary);
        try
        {
            var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, content) in entry.Files)
            {
                AtomicFile.Write(Path.Combine(temporary, name), content);
                hashes.Add(name, Convert.ToHexStringLower(SHA256.HashData(content)));
            }

            var manifest = CacheManifest.Create(inputs.Key, hashes);
            AtomicFile.Write(Path.Combine(temporary, ManifestName), JsonSerializer.SerializeToUtf8Bytes(manifest));
            if (!Directory.Exists(folder))
            {
                Directory.Move(temporary, folder);
            }
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process renamed its own entry, of the same content, between the check and the move.
        }
        finally
        {
            DeleteQuietly(temporary);
        }
    }

    /// <summary>Where the unfinished work on an entry keeps its state; only for the holder of <see cref="Acquire"/>.</summary>
    public string CheckpointPath(StageName stage, StageInputs inputs) => EntryFolder(stage, inputs) + ".checkpoint";

    /// <summary>
    /// Holds the right to make this entry until disposed, so that builds which need the same entry do the work once.
    /// </summary>
    /// <param name="onWait">Called once when another process holds it, with that process's note about itself.</param>
    public IDisposable Acquire(StageName stage, StageInputs inputs, Action<string> onWait, CancellationToken cancellation)
    {
        var path = EntryFolder(stage, inputs) + ".lock";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var waited = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                // The operating system drops the lock when its owner dies, so that a killed build blocks nobody.
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (IsHeldByAnother(exception))
            {
                if (!waited)
                {
                    waited = true;
                    onWait($"another build is making the same {stage.ToString().ToLowerInvariant()} result");
                }

                cancellation.WaitHandle.WaitOne(LockRetryInterval);
            }
        }
    }

    private static bool IsHeldByAnother(IOException exception) => exception.HResult switch
    {
        11 when OperatingSystem.IsLinux() => true, // EWOULDBLOCK
        35 when OperatingSystem.IsMacOS() => true, // EWOULDBLOCK
        unchecked((int)0x80070020) => true, // ERROR_SHARING_VIOLATION
        _ => false,
    };

    private static void DeleteQuietly(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be deleted is overwritten or left for a later prune; the build itself does not depend on it.
        }
    }

    private string EntryFolder(StageName stage, StageInputs inputs) =>
        Path.Combine(DirectoryPath, stage.ToString().ToLowerInvariant(), inputs.Key);
}
