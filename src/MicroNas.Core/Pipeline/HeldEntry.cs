using System.Text;

namespace MicroNas.Core.Pipeline;

/// <summary>The right to make one entry of the stage cache, until disposed; a note beside the entry says who has it.</summary>
internal sealed class HeldEntry : IDisposable
{
    public const string NoteSuffix = ".holder";

    private readonly FileStream held;
    private readonly string notePath;

    private HeldEntry(FileStream held, string notePath)
    {
        (this.held, this.notePath) = (held, notePath);
    }

    /// <summary>Null when another process has it.</summary>
    /// <param name="folder">Of the entry.</param>
    /// <param name="holder">Who asks, for those who will wait.</param>
    public static HeldEntry? TryAcquire(string folder, string holder)
    {
        if (CacheFolder.TryAcquire(folder) is not { } held)
        {
            return null;
        }

        // The lock alone counts: a killed holder leaves its note, and the next one writes another.
        var notePath = folder + NoteSuffix;
        CacheFolder.Quietly(() => AtomicFile.Write(notePath, Encoding.UTF8.GetBytes(holder)));
        return new HeldEntry(held, notePath);
    }

    /// <summary>Who holds the entry in <paramref name="folder"/>; null when nobody has left a note.</summary>
    public static string? ReadNote(string folder)
    {
        string? note = null;
        CacheFolder.Quietly(() => note = File.ReadAllText(folder + NoteSuffix));
        return note;
    }

    public void Dispose()
    {
        CacheFolder.Quietly(() => File.Delete(notePath));
        held.Dispose();
    }
}
