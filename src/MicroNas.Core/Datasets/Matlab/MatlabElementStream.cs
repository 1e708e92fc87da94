using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Matlab;

/// <summary>Reads element after element from the inside of a matrix, compressed or not.</summary>
/// <param name="stream">Stands at the beginning of an element.</param>
/// <param name="offset">Of the variable in the file, for messages.</param>
internal sealed class MatlabElementStream(Stream stream, bool isBigEndian, string file, long offset)
{
    private const int MaximumHeaderBytes = 1 << 16;

    public bool IsBigEndian => isBigEndian;

    /// <exception cref="MicroNasException">MNAS3026: the stream ends, or this is no beginning of an element.</exception>
    public MatlabElement ReadTag()
    {
        var tag = ChunkedRead.Exactly(stream, MatlabElement.TagBytes, out _) ?? throw Damaged("ends within an element.");
        return MatlabElement.Parse(tag, isBigEndian) ?? throw Damaged("has an element of a form that there is not.");
    }

    /// <summary>A small element, of which a matrix's header has some.</summary>
    /// <param name="what">For messages.</param>
    public byte[] ReadHeaderPart(string what, params ReadOnlySpan<int> types)
    {
        var element = ReadTag();
        if (!types.Contains(element.Type) || element.Size > MaximumHeaderBytes)
        {
            throw Damaged($"has an element of type {element.Type} with {element.Size} bytes where its {what} should be.");
        }

        return ReadContent(element);
    }

    /// <summary>The bytes of an element, up to the limit of all data.</summary>
    public byte[] ReadContent(MatlabElement element)
    {
        if (element.SmallData is { } small)
        {
            return small;
        }

        if (element.Size > Arrays.NpyReader.MaximumBytes)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.DataTooLarge,
                FormattableString.Invariant($"the variable at byte {offset} promises {element.Size} bytes, more than the {Arrays.NpyReader.MaximumBytes >> 20} MiB that are read."),
                file);
        }

        var content = ChunkedRead.Exactly(stream, (int)element.Size, out var found)
            ?? throw Damaged(FormattableString.Invariant($"promises {element.Size} bytes of data, but only {found} follow."));

        // The last element of a file may lack its padding.
        ChunkedRead.Exactly(stream, element.Padding, out _);
        return content;
    }

    public MicroNasException Damaged(string problem, Exception? inner = null) => Damaged(problem, file, offset, inner);

    public static MicroNasException Damaged(string problem, string file, long offset, Exception? inner = null) => DataErrors.Failure(
        DiagnosticCodes.MatrixFileDamaged, FormattableString.Invariant($"the variable at byte {offset} {problem} Save the file anew."), file, inner);
}
