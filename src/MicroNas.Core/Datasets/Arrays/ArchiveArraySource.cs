using System.IO.Compression;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Arrays;

/// <summary>The arrays of an <c>.npz</c> archive, which is a zip file of <c>.npy</c> files.</summary>
internal sealed class ArchiveArraySource : IArraySource
{
    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);

    /// <exception cref="MicroNasException">MNAS3009.</exception>
    public ArchiveArraySource(string path)
    {
        Origin = path;
        var stream = File.OpenRead(path);
        try
        {
            archive = new ZipArchive(stream, ZipArchiveMode.Read);
            foreach (var entry in archive.Entries.Where(entry => entry.FullName.EndsWith(".npy", StringComparison.Ordinal)))
            {
                entries.TryAdd(entry.FullName[..^4], entry);
            }
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            stream.Dispose();
            throw Damaged(path, exception);
        }
    }

    public string Origin { get; }

    public IReadOnlyList<string> Names => [.. entries.Keys.Order(StringComparer.Ordinal)];

    public NpyArray Read(string name)
    {
        var entryName = $"{Origin}/{name}.npy";
        try
        {
            using var stream = entries[name].Open();
            return NpyReader.Read(stream, entryName);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged(entryName, exception);
        }
    }

    public void Dispose() => archive.Dispose();

    private static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or IOException or OverflowException;

    private static MicroNasException Damaged(string name, Exception exception) => DataErrors.Failure(
        DiagnosticCodes.ArchiveDamaged, "the archive cannot be read as a zip file. Write it anew with numpy.savez.", name, exception);
}
