namespace MicroNas.Boards.Elf;

/// <summary>What a program needs of one memory of its board.</summary>
/// <param name="neededBytes">From the memory's start to the end of the last section; for RAM with the stack's reserve.</param>
/// <param name="availableBytes">The memory's size.</param>
/// <param name="largest">The largest symbols in it, the largest first.</param>
public sealed class MemoryUse(long neededBytes, long availableBytes, IReadOnlyList<ElfSymbol> largest)
{
    public long NeededBytes { get; } = neededBytes;

    public long AvailableBytes { get; } = availableBytes;

    public IReadOnlyList<ElfSymbol> Largest { get; } = largest;

    public bool Fits => NeededBytes <= AvailableBytes;

    /// <summary>For example <c>71,234 of 524,288 B (13.6 %)</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{NeededBytes:N0} of {AvailableBytes:N0} B ({100.0 * NeededBytes / AvailableBytes:0.0} %)");
}
