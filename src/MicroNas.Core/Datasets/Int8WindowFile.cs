using MicroNas.Core.Datasets.Arrays;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets;

/// <summary>Quantized windows in a file: raw int8 values one after the other, or a <c>.npy</c> array of int8.</summary>
public static class Int8WindowFile
{
    private const string ArrayExtension = ".npy";

    /// <param name="content">The file's bytes.</param>
    /// <param name="path">Its name, which tells the format.</param>
    /// <param name="elements">Values of one window.</param>
    /// <returns>At least one window.</returns>
    /// <exception cref="MicroNasException">MNAS7053: not whole windows; MNAS3004 to MNAS3008: a damaged array or one of another type.</exception>
    public static IReadOnlyList<sbyte[]> Read(byte[] content, string path, int elements)
    {
        var values = path.EndsWith(ArrayExtension, StringComparison.OrdinalIgnoreCase) ? ReadArray(content, path) : content;
        return values.Length > 0 && values.Length % elements == 0
            ? [.. values.Chunk(elements).Select(window => Array.ConvertAll(window, value => (sbyte)value))]
            : throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.RawWindowsSize,
                $"The file holds {values.Length} values, which is not a whole number of windows of {elements} (the model's input). "
                + "Write int8 windows one after the other without a header, or a .npy array of int8.",
                new SourceLocation(path)));
    }

    private static byte[] ReadArray(byte[] content, string path)
    {
        var array = NpyReader.Read(new MemoryStream(content), path);
        return array is { Type: { Kind: 'i', Size: 1 }, IsFortranOrder: false }
            ? array.Bytes
            : throw DataErrors.Failure(
                DiagnosticCodes.ArrayTypeRefused,
                $"the array has elements of type {array.Type.Kind}{array.Type.Size}{(array.IsFortranOrder ? " in Fortran order" : "")}; expected int8 "
                + "in C order, quantized as the model's input. Save it with numpy.save(path, numpy.ascontiguousarray(array, dtype='int8')).",
                path);
    }
}
