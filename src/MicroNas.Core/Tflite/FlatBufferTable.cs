using System.Text;

namespace MicroNas.Core.Tflite;

/// <summary>One table of a <see cref="FlatBufferView"/>; fields by the schema's ids. Absent fields give the default or null.</summary>
internal readonly struct FlatBufferTable
{
    private readonly FlatBufferView view;
    private readonly long position;
    private readonly long virtualTable;
    private readonly int virtualTableSize;
    private readonly int tableSize;

    public FlatBufferTable(FlatBufferView view, long position)
    {
        (this.view, this.position) = (view, position);
        virtualTable = position - view.ReadInt32(position);
        virtualTableSize = view.ReadUInt16(virtualTable);
        tableSize = view.ReadUInt16(virtualTable + 2);
        if (virtualTableSize < 4 || tableSize < 4)
        {
            throw view.Damaged($"The table at byte {position} has a size of {tableSize} and a field list of {virtualTableSize} bytes.");
        }

        view.Memory(virtualTable, virtualTableSize);
        view.Memory(position, tableSize);
    }

    public bool Has(int field) => Find(field, 0) is not null;

    public byte Byte(int field, byte absent = 0) => Find(field, 1) is { } place ? view.ReadByte(place) : absent;

    public int Int32(int field, int absent = 0) => Find(field, 4) is { } place ? view.ReadInt32(place) : absent;

    public uint UInt32(int field) => Find(field, 4) is { } place ? view.ReadUInt32(place) : 0;

    public long Int64(int field) => Find(field, 8) is { } place ? view.ReadInt64(place) : 0;

    public float Single(int field) => Find(field, 4) is { } place ? view.ReadSingle(place) : 0;

    public FlatBufferTable? Table(int field) => Find(field, 4) is { } place ? new FlatBufferTable(view, view.Follow(place)) : null;

    public string? Text(int field)
    {
        if (Vector(field, 1) is not { } vector)
        {
            return null;
        }

        view.Charge(vector.Count);
        return Encoding.UTF8.GetString(view.Span(vector.Start, vector.Count));
    }

    /// <summary>The bytes where they lie; nothing is copied.</summary>
    public ReadOnlyMemory<byte>? Bytes(int field) => Vector(field, 1) is { } vector ? view.Memory(vector.Start, vector.Count) : null;

    public int[]? Int32s(int field) => Copy(field, 4, static (view, place) => view.ReadInt32(place));

    public long[]? Int64s(int field) => Copy(field, 8, static (view, place) => view.ReadInt64(place));

    public float[]? Singles(int field) => Copy(field, 4, static (view, place) => view.ReadSingle(place));

    public FlatBufferTable[] Tables(int field) =>
        Copy(field, 4, static (view, place) => new FlatBufferTable(view, view.Follow(place))) ?? [];

    private T[]? Copy<T>(int field, int elementSize, Func<FlatBufferView, long, T> read)
    {
        if (Vector(field, elementSize) is not { } vector)
        {
            return null;
        }

        view.Charge((long)vector.Count * elementSize);
        var items = new T[vector.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = read(view, vector.Start + ((long)i * elementSize));
        }

        return items;
    }

    private (long Start, int Count)? Vector(int field, int elementSize)
    {
        if (Find(field, 4) is not { } place)
        {
            return null;
        }

        var vector = view.Follow(place);
        var count = view.ReadUInt32(vector);
        view.Memory(vector + 4, (long)count * elementSize);
        return (vector + 4, (int)count);
    }

    private long? Find(int field, int size)
    {
        var entry = 4 + (2 * field);
        if (entry + 2 > virtualTableSize)
        {
            return null;
        }

        int offset = view.ReadUInt16(virtualTable + entry);
        if (offset == 0)
        {
            return null;
        }

        if (offset < 4 || offset + size > tableSize)
        {
            throw view.Damaged($"Field {field} of the table at byte {position} lies outside it.");
        }

        return position + offset;
    }
}
