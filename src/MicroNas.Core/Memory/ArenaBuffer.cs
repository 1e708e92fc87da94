namespace MicroNas.Core.Memory;

/// <summary>A block of memory that must keep its contents from one step to another.</summary>
/// <param name="Size">Bytes, not negative.</param>
/// <param name="FirstUse">The step that writes it; -1 for what is there before the first step.</param>
/// <param name="LastUse">The last step that reads it, inclusive; not before <paramref name="FirstUse"/>.</param>
public readonly record struct ArenaBuffer(int Size, int FirstUse, int LastUse)
{
    /// <summary>Whether both must be in memory at one time, and so must not share a byte.</summary>
    public bool Overlaps(ArenaBuffer other) => FirstUse <= other.LastUse && other.FirstUse <= LastUse;
}
