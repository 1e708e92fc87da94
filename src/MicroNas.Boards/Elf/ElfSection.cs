namespace MicroNas.Boards.Elf;

/// <summary>A section that occupies memory while the program runs.</summary>
/// <param name="name">For example <c>.text</c>.</param>
/// <param name="address">Where the program sees it.</param>
/// <param name="loadAddress">Where its content lies before the start; the initial values of variables lie in flash.</param>
/// <param name="size">Bytes, at least 1.</param>
/// <param name="content">The bytes that are loaded; null for zeroed memory.</param>
public sealed class ElfSection(string name, uint address, uint loadAddress, uint size, byte[]? content)
{
    public string Name { get; } = name;

    public uint Address { get; } = address;

    public uint LoadAddress { get; } = loadAddress;

    public uint Size { get; } = size;

    public byte[]? Content { get; } = content;

    /// <summary>The first address behind it.</summary>
    public long End => (long)Address + Size;

    /// <summary>The first load address behind it.</summary>
    public long LoadEnd => (long)LoadAddress + Size;
}
