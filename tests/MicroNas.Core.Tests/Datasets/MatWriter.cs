using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MicroNas.Core.Tests.Datasets;

/// <summary>Writes <c>.mat</c> files of version 5 from the published description of the format, byte by byte.</summary>
internal sealed class MatWriter
{
    private static readonly Dictionary<string, (int Class, int Type, int Size)> Types = new()
    {
        ["double"] = (6, 9, 8),
        ["single"] = (7, 7, 4),
        ["int8"] = (8, 1, 1),
        ["uint8"] = (9, 2, 1),
        ["int16"] = (10, 3, 2),
        ["uint16"] = (11, 4, 2),
        ["int32"] = (12, 5, 4),
        ["uint32"] = (13, 6, 4),
        ["int64"] = (14, 12, 8),
        ["uint64"] = (15, 13, 8),
    };

    private readonly MemoryStream file = new();
    private readonly bool isBigEndian;

    public MatWriter(bool isBigEndian = false)
    {
        this.isBigEndian = isBigEndian;
        file.Write(Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, written by a test".PadRight(116)));
        file.Write(new byte[8]);
        file.Write(Number(0x0100, 2));
        file.Write(isBigEndian ? "MI"u8 : "IM"u8);
    }

    public static IReadOnlyCollection<string> TypeNames => Types.Keys;

    public byte[] Bytes => file.ToArray();

    /// <summary>Adds a matrix.</summary>
    /// <param name="values">Row after row; the file holds column after column.</param>
    /// <param name="type">MATLAB's name of the class.</param>
    /// <param name="storedType">How the numbers are stored: MATLAB stores whole doubles in fewer bytes.</param>
    public MatWriter Add(string name, double[] values, int rows, int columns, string type = "double", string? storedType = null, bool isCompressed = false)
    {
        var stored = Types[storedType ?? type];
        var content = new MemoryStream();
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
            {
                content.Write(Encode(values[(row * columns) + column], stored.Type, stored.Size));
            }
        }

        return AddElement(Matrix(name, Types[type].Class, 0, [rows, columns], Element(stored.Type, content.ToArray())), isCompressed);
    }

    /// <summary>Adds a text, which is no matrix of numbers.</summary>
    public MatWriter AddText(string name, string text, bool isCompressed = false) =>
        AddElement(Matrix(name, 4, 0, [1, text.Length], Element(16, Encoding.UTF8.GetBytes(text))), isCompressed);

    /// <summary>Adds a complex matrix of one number.</summary>
    public MatWriter AddComplex(string name) =>
        AddElement(Matrix(name, 6, 0x0800, [1, 1], [.. Element(9, new byte[8]), .. Element(9, new byte[8])]), false);

    private MatWriter AddElement(byte[] matrix, bool isCompressed)
    {
        if (!isCompressed)
        {
            file.Write(matrix);
            return this;
        }

        var compressed = new MemoryStream();
        using (var stream = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(matrix);
        }

        // A compressed element alone has no padding.
        file.Write(Number(15, 4));
        file.Write(Number(compressed.Length, 4));
        file.Write(compressed.ToArray());
        return this;
    }

    private byte[] Matrix(string name, int matlabClass, int flags, int[] dimensions, byte[] data) => Element(14,
    [
        .. Element(6, [.. Number(matlabClass | flags, 4), .. new byte[4]]),
        .. Element(5, [.. dimensions.SelectMany(extent => Number(extent, 4))]),
        .. Element(1, Encoding.ASCII.GetBytes(name)),
        .. data,
    ]);

    private byte[] Element(int type, byte[] content) => content.Length is > 0 and <= 4
        ? [.. Number(((long)content.Length << 16) | (long)type, 4), .. content, .. new byte[4 - content.Length]]
        : [.. Number(type, 4), .. Number(content.Length, 4), .. content, .. new byte[(8 - (content.Length % 8)) % 8]];

    private byte[] Encode(double value, int type, int size) => type switch
    {
        9 => Number(BitConverter.DoubleToInt64Bits(value), 8),
        7 => Number(BitConverter.SingleToInt32Bits((float)value), 4),
        _ => Number((long)value, size),
    };

    private byte[] Number(long value, int size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        bytes = bytes[..size];
        if (isBigEndian)
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }
}
