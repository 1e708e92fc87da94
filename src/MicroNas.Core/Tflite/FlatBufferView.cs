using System.Buffers.Binary;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Tflite;

/// <summary>
/// Reads a FlatBuffer of which no byte is trusted: every position is checked before it is read, and the amount copied is
/// bounded by the file's own size, however often its parts point at one another.
/// </summary>
internal sealed class FlatBufferView(ReadOnlyMemory<byte> data, string name)
{
    /// <summary>Honest files share hardly any vectors, so they copy less than their size; hostile ones could square it.</summary>
    private long copyBudget = 1024 + (4L * data.Length);

    public string Name => name;

    public FlatBufferTable Root() => new(this, Follow(0));

    public byte ReadByte(long position) => Span(position, 1)[0];

    public ushort ReadUInt16(long position) => BinaryPrimitives.ReadUInt16LittleEndian(Span(position, 2));

    public int ReadInt32(long position) => BinaryPrimitives.ReadInt32LittleEndian(Span(position, 4));

    public uint ReadUInt32(long position) => BinaryPrimitives.ReadUInt32LittleEndian(Span(position, 4));

    public long ReadInt64(long position) => BinaryPrimitives.ReadInt64LittleEndian(Span(position, 8));

    public float ReadSingle(long position) => BinaryPrimitives.ReadSingleLittleEndian(Span(position, 4));

    public ReadOnlySpan<byte> Span(long position, long length) => Memory(position, length).Span;

    public ReadOnlyMemory<byte> Memory(long position, long length)
    {
        if (position < 0 || length < 0 || position + length > data.Length)
        {
            throw Damaged($"Bytes {position} to {position + length} are needed, but the file has {data.Length}.");
        }

        return data.Slice((int)position, (int)length);
    }

    /// <summary>The position that the offset at <paramref name="position"/> points to.</summary>
    public long Follow(long position)
    {
        var offset = ReadUInt32(position);
        if (offset == 0)
        {
            throw Damaged($"The offset at byte {position} is 0.");
        }

        return position + offset;
    }

    /// <summary>Accounts for <paramref name="bytes"/> that are about to be copied out of the file.</summary>
    public void Charge(long bytes)
    {
        copyBudget -= bytes;
        if (copyBudget < 0)
        {
            throw Damaged("Its tables share their contents to a degree that no converter makes.");
        }
    }

    public MicroNasException Damaged(string text) => new(Diagnostic.Error(
        DiagnosticCodes.DamagedTflite,
        $"The .tflite file is truncated or damaged. {text} Fetch or build the model again.",
        new SourceLocation(name)));
}
