using System.Buffers.Binary;
using System.Text;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Arrays;

/// <summary>
/// Reads NumPy's <c>.npy</c> format, versions 1 to 3, numbers only. A header is believed only as far as bytes follow it: memory
/// grows with what was read, never with what was promised.
/// </summary>
internal static class NpyReader
{
    /// <summary>The most bytes that one array may have.</summary>
    public const long MaximumBytes = 1L << 30;

    private const int MaximumHeaderBytes = 1 << 16;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <exception cref="MicroNasException">MNAS3004 to MNAS3008.</exception>
    public static NpyArray Read(Stream stream, string name)
    {
        var header = ReadHeader(stream, name);
        if (header.Description.TrimStart('|', '<', '>', '=').StartsWith('O'))
        {
            throw Failure(
                DiagnosticCodes.ArrayTypeRefused,
                "holds Python objects, which would have to be executed to be read. Save it with a number type: numpy.save(path, array.astype('float32')).",
                name);
        }

        var type = NpyElementType.Parse(header.Description) ?? throw Failure(
            DiagnosticCodes.ArrayTypeRefused,
            $"has elements of type '{Shown(header.Description)}'; expected integers of 8 to 64 bits or floating point numbers of 16 to 64 bits.", name);
        var bytes = header.Shape.Aggregate((decimal)type.Size, (product, extent) => Math.Min(product * extent, long.MaxValue));
        if (header.Shape.Contains(0))
        {
            bytes = 0;
        }

        if (bytes > MaximumBytes)
        {
            throw Failure(
                DiagnosticCodes.DataTooLarge,
                $"has a header that promises the shape [{string.Join(", ", header.Shape)}], more than the {MaximumBytes >> 20} MiB that are read. The header may be damaged.",
                name);
        }

        var content = ChunkedRead.Exactly(stream, (int)bytes, out var found);
        return content is not null && stream.ReadByte() < 0
            ? new NpyArray(name, header.Shape, type, header.IsFortranOrder, content)
            : throw Failure(
                DiagnosticCodes.ArrayTruncated,
                $"has a header that promises the shape [{string.Join(", ", header.Shape)}], which is {bytes} bytes, but {(found < bytes ? $"only {found}" : "more")} follow.",
                name);
    }

    private static NpyHeader ReadHeader(Stream stream, string name)
    {
        var start = ReadExactly(stream, 8, name);
        if (!start.AsSpan(0, 6).SequenceEqual(Magic))
        {
            throw Failure(DiagnosticCodes.ArrayDamaged, "does not begin as a .npy file does. Write it with numpy.save.", name);
        }

        var version = start[6];
        if (version is 0 or > 3)
        {
            throw Failure(DiagnosticCodes.ArrayDamaged, $"is of version {version} of the .npy format; expected 1 to 3.", name);
        }

        var length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(ReadExactly(stream, 2, name))
            : BinaryPrimitives.ReadUInt32LittleEndian(ReadExactly(stream, 4, name));
        if (length > MaximumHeaderBytes)
        {
            throw Failure(DiagnosticCodes.ArrayDamaged, $"has a header of {length} bytes; expected a few dozen.", name);
        }

        var text = Encoding.Latin1.GetString(ReadExactly(stream, (int)length, name));
        return NpyHeader.Parse(text)
            ?? throw Failure(DiagnosticCodes.ArrayDamaged, $"has a header that is none: '{Shown(text.Trim())}'.", name);
    }

    private static byte[] ReadExactly(Stream stream, int count, string name)
    {
        var buffer = new byte[count];
        var read = stream.ReadAtLeast(buffer, count, throwOnEndOfStream: false);
        return read == count ? buffer : throw Failure(
            read == 0 && count == 8 ? DiagnosticCodes.NoData : DiagnosticCodes.ArrayDamaged,
            read == 0 && count == 8 ? "is empty." : "ends within its header.", name);
    }

    private static string Shown(string text) =>
        string.Concat(text.Take(80).Select(character => char.IsControl(character) || character > '~' ? '?' : character));

    private static MicroNasException Failure(string code, string message, string name) => DataErrors.Failure(code, $"the array {message}", name);
}
