using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using MicroNas.Core.Datasets.Arrays;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Matlab;

/// <summary>
/// Reads MATLAB's <c>.mat</c> files of version 5 (save -v6 and -v7): either byte order, variables compressed or not, matrices of real
/// numbers of every type. A size is believed only as far as bytes follow it.
/// </summary>
internal sealed class MatlabFile
{
    private const int HeaderBytes = 128;

    /// <summary>After a matrix's data there is padding at most.</summary>
    private const int MaximumRest = 64;

    private readonly Stream stream;
    private readonly string file;
    private readonly bool isBigEndian;

    /// <param name="stream">Can be sought in.</param>
    /// <param name="file">The name for messages.</param>
    /// <exception cref="MicroNasException">MNAS3017, MNAS3026.</exception>
    public MatlabFile(Stream stream, string file)
    {
        this.stream = stream;
        this.file = file;
        isBigEndian = ReadHeader();
        Variables = [.. ReadVariables()];
    }

    /// <summary>What the file holds, in its order.</summary>
    public IReadOnlyList<MatlabVariable> Variables { get; }

    /// <summary>The numbers of a variable that is a matrix, column after column.</summary>
    /// <exception cref="MicroNasException">MNAS3008, MNAS3026.</exception>
    public NpyArray Read(MatlabVariable variable) => Open(variable.Offset, (elements, content) =>
    {
        ReadMatrixHeader(elements, variable.Offset);
        var element = elements.ReadTag();
        var type = element.NumberType(isBigEndian) ?? throw elements.Damaged($"has data of type {element.Type}, which are no numbers.");
        var needed = variable.Dimensions.Aggregate((decimal)type.Size, (product, extent) => product * extent);
        if (needed != element.Size)
        {
            throw elements.Damaged(FormattableString.Invariant($"has {element.Size} bytes of data; its {string.Join(" x ", variable.Dimensions)} numbers need {needed}."));
        }

        var bytes = elements.ReadContent(element);

        // A compressed variable ends with a sum of its bytes, which is compared when the end is read.
        if (content is ZLibStream && ChunkedRead.Exactly(content, MaximumRest, out _) is not null)
        {
            throw elements.Damaged("goes on after its data.");
        }

        return new NpyArray(file, variable.Dimensions, type, IsFortranOrder: true, bytes);
    });

    private bool ReadHeader()
    {
        var header = ChunkedRead.Exactly(stream, HeaderBytes, out var found);
        if (found == 0)
        {
            throw DataErrors.Failure(DiagnosticCodes.NoData, "the file is empty.", file);
        }

        var order = header is null ? "" : Encoding.Latin1.GetString(header, 126, 2);
        if (order is not ("IM" or "MI"))
        {
            throw Unreadable("the file does not begin as a .mat file of version 5 does");
        }

        var isBig = order == "MI";
        var version = isBig ? BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(124)) : BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(124));
        return version == 0x0100 ? isBig : throw Unreadable(
            version == 0x0200 ? "the file is of version 7.3, which is HDF5; expected version 5" : $"the file is of version 0x{version:X4}; expected version 5");

        MicroNasException Unreadable(string problem) => DataErrors.Failure(
            DiagnosticCodes.MatrixFileDamaged, $"{problem}. Save it in MATLAB with save(name, '-v7').", file);
    }

    private IEnumerable<MatlabVariable> ReadVariables()
    {
        var offset = (long)HeaderBytes;
        while (offset < stream.Length)
        {
            stream.Position = offset;
            var element = new MatlabElementStream(stream, isBigEndian, file, offset).ReadTag();
            if (element.SmallData is not null || element.Type is not (MatlabElement.Matrix or MatlabElement.Compressed))
            {
                throw MatlabElementStream.Damaged(FormattableString.Invariant($"is of type {element.Type}; expected {MatlabElement.Matrix} (a matrix) or {MatlabElement.Compressed} (a compressed one)."), file, offset);
            }

            var end = offset + MatlabElement.TagBytes + element.Size;
            if (end > stream.Length)
            {
                throw MatlabElementStream.Damaged(FormattableString.Invariant($"promises {element.Size} bytes, but only {stream.Length - offset - MatlabElement.TagBytes} follow."), file, offset);
            }

            var at = offset;
            if (element.Size > 0)
            {
                yield return Open(at, (elements, _) => ReadMatrixHeader(elements, at));
            }

            offset = end;
        }
    }

    /// <summary>Reads inside of the variable at an offset, decompressed.</summary>
    private T Open<T>(long offset, Func<MatlabElementStream, Stream, T> read)
    {
        try
        {
            stream.Position = offset;
            var outer = new MatlabElementStream(stream, isBigEndian, file, offset).ReadTag();
            if (outer.Type == MatlabElement.Matrix)
            {
                return read(new MatlabElementStream(stream, isBigEndian, file, offset), stream);
            }

            using var content = new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true);
            var elements = new MatlabElementStream(content, isBigEndian, file, offset);
            var inner = elements.ReadTag();
            return inner.Type == MatlabElement.Matrix
                ? read(elements, content)
                : throw elements.Damaged(FormattableString.Invariant($"decompresses to an element of type {inner.Type}; expected {MatlabElement.Matrix}, a matrix."));
        }
        catch (InvalidDataException exception)
        {
            throw MatlabElementStream.Damaged("cannot be decompressed.", file, offset, exception);
        }
    }

    private static MatlabVariable ReadMatrixHeader(MatlabElementStream elements, long offset)
    {
        var flags = elements.ReadHeaderPart("flags", MatlabElement.UInt32);
        if (flags.Length != 8)
        {
            throw elements.Damaged($"has {flags.Length} bytes of flags; expected 8.");
        }

        var word = elements.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(flags) : BinaryPrimitives.ReadUInt32LittleEndian(flags);
        var matlabClass = (MatlabClass)(word & 0xFF);
        if (matlabClass is MatlabClass.Opaque)
        {
            // Objects of classes have no dimensions; their name follows at once.
            return new MatlabVariable(Name(elements), matlabClass, false, [], offset);
        }

        var extents = elements.ReadHeaderPart("dimensions", MatlabElement.Int32);
        var dimensions = new int[extents.Length / 4];
        for (var axis = 0; axis < dimensions.Length; axis++)
        {
            var extent = extents.AsSpan(axis * 4);
            dimensions[axis] = elements.IsBigEndian ? BinaryPrimitives.ReadInt32BigEndian(extent) : BinaryPrimitives.ReadInt32LittleEndian(extent);
        }

        if (dimensions.Length is < 2 or > 32 || dimensions.Any(extent => extent < 0) || !Enum.IsDefined(matlabClass))
        {
            throw elements.Damaged($"is of class {(int)matlabClass} with the dimensions {string.Join(" x ", dimensions.Take(32))}; expected a class from 1 to 17 and 2 dimensions or more.");
        }

        return new MatlabVariable(Name(elements), matlabClass, (word & 0x0800) != 0, dimensions, offset);
    }

    private static string Name(MatlabElementStream elements) =>
        Text.NumberText.Shown(Encoding.UTF8.GetString(elements.ReadHeaderPart("name", MatlabElement.Int8, MatlabElement.Utf8)));
}
