using System.Buffers.Binary;
using MicroNas.Core.Datasets.Arrays;

namespace MicroNas.Core.Datasets.Matlab;

/// <summary>The beginning of a data element of a <c>.mat</c> file of version 5.</summary>
/// <param name="Type">What its bytes are.</param>
/// <param name="Size">Number of its bytes.</param>
/// <param name="SmallData">The bytes themselves where they are part of the beginning (at most four), else null.</param>
internal readonly record struct MatlabElement(int Type, uint Size, byte[]? SmallData)
{
    public const int Int8 = 1;
    public const int Int32 = 5;
    public const int UInt32 = 6;
    public const int Matrix = 14;
    public const int Compressed = 15;
    public const int Utf8 = 16;

    /// <summary>Bytes of the beginning.</summary>
    public const int TagBytes = 8;

    /// <summary>Elements begin at multiples of 8 bytes: how many bytes follow the content.</summary>
    public int Padding => SmallData is null ? (int)((8 - (Size % 8)) % 8) : 0;

    /// <summary>Reads the beginning; null where its small form promises more than four bytes.</summary>
    public static MatlabElement? Parse(ReadOnlySpan<byte> tag, bool isBigEndian)
    {
        var first = Word(tag, isBigEndian);
        var small = first >> 16;
        return small switch
        {
            0 => new MatlabElement((int)first, Word(tag[4..], isBigEndian), null),
            <= 4 => new MatlabElement((int)(first & 0xFFFF), small, tag.Slice(4, (int)small).ToArray()),
            _ => null,
        };
    }

    /// <summary>The numbers that its bytes are; null for other content.</summary>
    public NpyElementType? NumberType(bool isBigEndian) => Type switch
    {
        1 => new NpyElementType('i', 1, isBigEndian),
        2 => new NpyElementType('u', 1, isBigEndian),
        3 => new NpyElementType('i', 2, isBigEndian),
        4 => new NpyElementType('u', 2, isBigEndian),
        5 => new NpyElementType('i', 4, isBigEndian),
        6 => new NpyElementType('u', 4, isBigEndian),
        7 => new NpyElementType('f', 4, isBigEndian),
        9 => new NpyElementType('f', 8, isBigEndian),
        12 => new NpyElementType('i', 8, isBigEndian),
        13 => new NpyElementType('u', 8, isBigEndian),
        _ => null,
    };

    private static uint Word(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
