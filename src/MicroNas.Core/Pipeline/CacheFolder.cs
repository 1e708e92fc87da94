using System.Security.Cryptography;
using System.Text.Json;

namespace MicroNas.Core.Pipeline;

/// <summary>The folder of one entry of the stage cache: its files, and a manifest with their hashes.</summary>
internal static class CacheFolder
{
    public const string LockSuffix = ".lock";
    public const string TemporarySuffix = ".tmp";

    private const string ManifestName = "manifest.json";

    /// <summary>The entry; null when there is none or it is damaged.</summary>
    /// <param name="key">Of the inputs that lead to it.</param>
    /// <param name="fault">What is wrong with it; null when nothing is.</param>
    public static CacheEntry? TryRead(string folder, string key, out string? fault)
    {
        fault = null;
        if (!Directory.Exists(folder))
        {
            return null;
        }

        try
        {
            var manifest = JsonSerializer.Deserialize<CacheManifest>(File.ReadAllBytes(Path.Combine(folder, ManifestName)));
            if (manifest?.Files is null || manifest.Key != key || manifest.Digest != manifest.ComputeDigest())
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
            fault = exception.Message;
            return null;
        }
    }

    /// <summary>Writes an entry beside its place and renames it; one that is there already stays.</summary>
    public static void Write(string folder, string key, CacheEntry entry)
    {
        var temporary = Temporary(folder);
        Directory.CreateDirectory(temporary);
        try
        {
            var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, content) in entry.Files)
            {
                AtomicFile.Write(Path.Combine(temporary, name), content);
                hashes.Add(name, Convert.ToHexStringLower(SHA256.HashData(content)));
            }

            var manifest = CacheManifest.Create(key, hashes);
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
            Quietly(() => Directory.Delete(temporary, recursive: true));
        }
    }

    /// <summary>The right to make or remove the entry, until disposed; null when another process has it.</summary>
    public static FileStream? TryAcquire(string folder)
    {
        try
        {
            // The operating system drops the lock when its owner dies, so that a killed build blocks nobody.
            return new FileStream(folder + LockSuffix, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsHeldByAnother(exception))
        {
            return null;
        }
    }

    /// <summary>Takes down that the entry was of use: the time of its manifest says so. A cache that cannot be written serves all the same.</summary>
    public static void Touch(string folder, DateTimeOffset now) =>
        Quietly(() => File.SetLastWriteTimeUtc(Path.Combine(folder, ManifestName), now.UtcDateTime));

    /// <summary>Null: another process has just removed it.</summary>
    public static CachedResult? Describe(string folder)
    {
        try
        {
            var files = new DirectoryInfo(folder).GetFiles();
            var used = files.FirstOrDefault(file => file.Name == ManifestName)?.LastWriteTimeUtc ?? DateTime.UnixEpoch;
            return new CachedResult(
                Path.GetFileName(Path.GetDirectoryName(folder)!), Path.GetFileName(folder), files.Sum(file => file.Length), new DateTimeOffset(used, TimeSpan.Zero));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Renamed first: a reader finds the whole entry or none.</summary>
    public static bool Remove(string folder)
    {
        var aside = Temporary(folder);
        return Quietly(() => Directory.Move(folder, aside)) && Quietly(() => Directory.Delete(aside, recursive: true));
    }

    /// <returns>Whether it could be done; the build itself does not depend on it.</returns>
    public static bool Quietly(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsHeldByAnother(IOException exception) => exception.HResult switch
    {
        11 when OperatingSystem.IsLinux() => true, // EWOULDBLOCK
        35 when OperatingSystem.IsMacOS() => true, // EWOULDBLOCK
        unchecked((int)0x80070020) => true, // ERROR_SHARING_VIOLATION
        _ => false,
    };

    private static string Temporary(string folder) => $"{folder}.{Guid.NewGuid():N}{TemporarySuffix}";
}
