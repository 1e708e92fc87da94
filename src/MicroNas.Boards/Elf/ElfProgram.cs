namespace MicroNas.Boards.Elf;

/// <summary>
/// A linked program for a 32-bit little-endian core: the sections that occupy memory, and the symbols. Written for
/// .NET Standard 2.0 too: the build's task compiles the same sources.
/// </summary>
public sealed class ElfProgram
{
    private const int SymbolTable = 2;
    private const int NoContent = 8;
    private const uint Allocated = 2;
    private const int LoadSegment = 1;
    private const int SymbolBytes = 16;

    private ElfProgram(IReadOnlyList<ElfSection> sections, IReadOnlyList<ElfSymbol> symbols)
    {
        Sections = sections;
        Symbols = symbols;
    }

    /// <summary>In the order of the file; only those that occupy memory.</summary>
    public IReadOnlyList<ElfSection> Sections { get; }

    public IReadOnlyList<ElfSymbol> Symbols { get; }

    /// <exception cref="InvalidDataException">Not such a program; the message continues "FILE cannot be read: ".</exception>
    public static ElfProgram Parse(byte[] file)
    {
        var reader = new ElfReader(file);
        if (reader.Length < 52 || reader.UInt32(0) != 0x464C457F || reader.Byte(4) != 1 || reader.Byte(5) != 1)
        {
            throw new InvalidDataException("it is not a 32-bit little-endian ELF file");
        }

        var headers = Headers(reader);
        var names = reader.UInt16(50) < headers.Count ? headers[reader.UInt16(50)] : throw new InvalidDataException("it names no table of section names");
        var segments = Segments(reader);
        var sections = headers
            .Select(header => (header.Flags & Allocated) == 0 || header.Size == 0 ? null : new ElfSection(
                reader.Text(names.Offset + (long)header.Name),
                header.Address,
                LoadAddress(segments, header.Address),
                header.Size,
                header.Type == NoContent ? null : reader.Bytes(header.Offset, header.Size)))
            .ToList();
        var symbols = headers
            .Where(header => header.Type == SymbolTable)
            .SelectMany(header => ReadSymbols(reader, header, headers, sections))
            .ToList();
        return new ElfProgram([.. sections.OfType<ElfSection>()], symbols);
    }

    private static List<Header> Headers(ElfReader reader)
    {
        long table = reader.UInt32(32);
        var bytes = reader.UInt16(46);
        return [.. Enumerable.Range(0, reader.UInt16(48)).Select(i => new Header(reader, table + ((long)i * bytes)))];
    }

    private static List<Segment> Segments(ElfReader reader)
    {
        long table = reader.UInt32(28);
        var bytes = reader.UInt16(42);
        return [.. Enumerable.Range(0, reader.UInt16(44))
            .Select(i => table + ((long)i * bytes))
            .Where(offset => reader.UInt32(offset) == LoadSegment)
            .Select(offset => new Segment(reader.UInt32(offset + 8), reader.UInt32(offset + 12), reader.UInt32(offset + 20)))];
    }

    private static uint LoadAddress(List<Segment> segments, uint address)
    {
        var segment = segments.FirstOrDefault(candidate => candidate.Address <= address && address < (long)candidate.Address + candidate.Size);
        return segment is null ? address : address - segment.Address + segment.LoadAddress;
    }

    private static IEnumerable<ElfSymbol> ReadSymbols(ElfReader reader, Header table, List<Header> headers, List<ElfSection?> sections)
    {
        var names = table.Link < headers.Count ? headers[(int)table.Link] : throw new InvalidDataException("a symbol table names no table of names");
        for (var offset = (long)table.Offset; offset + SymbolBytes <= (long)table.Offset + table.Size; offset += SymbolBytes)
        {
            var section = reader.UInt16(offset + 14);
            yield return new ElfSymbol(
                reader.Text(names.Offset + (long)reader.UInt32(offset)),
                reader.UInt32(offset + 4),
                reader.UInt32(offset + 8),
                section < sections.Count ? sections[section] : null);
        }
    }

    private sealed class Header(ElfReader reader, long offset)
    {
        public uint Name { get; } = reader.UInt32(offset);

        public uint Type { get; } = reader.UInt32(offset + 4);

        public uint Flags { get; } = reader.UInt32(offset + 8);

        public uint Address { get; } = reader.UInt32(offset + 12);

        public uint Offset { get; } = reader.UInt32(offset + 16);

        public uint Size { get; } = reader.UInt32(offset + 20);

        public uint Link { get; } = reader.UInt32(offset + 24);
    }

    private sealed class Segment(uint address, uint loadAddress, uint size)
    {
        public uint Address { get; } = address;

        public uint LoadAddress { get; } = loadAddress;

        public uint Size { get; } = size;
    }
}
