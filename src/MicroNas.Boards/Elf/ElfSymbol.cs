namespace MicroNas.Boards.Elf;

/// <summary>A named place of a program.</summary>
/// <param name="name">As the linker writes it.</param>
/// <param name="value">An address, or any number of an absolute symbol.</param>
/// <param name="size">Bytes; 0 for a mere label.</param>
/// <param name="section">The section that it lies in; null for an absolute symbol.</param>
public sealed class ElfSymbol(string name, uint value, uint size, ElfSection? section)
{
    public string Name { get; } = name;

    public uint Value { get; } = value;

    public uint Size { get; } = size;

    public ElfSection? Section { get; } = section;
}
