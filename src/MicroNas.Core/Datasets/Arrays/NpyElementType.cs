namespace MicroNas.Core.Datasets.Arrays;

/// <summary>The number types that a <c>.npy</c> file may hold here.</summary>
/// <param name="Kind">NumPy's letter: b truth value, i and u integer, f floating point.</param>
/// <param name="Size">Bytes an element.</param>
/// <param name="IsBigEndian">Whether the most significant byte comes first.</param>
internal readonly record struct NpyElementType(char Kind, int Size, bool IsBigEndian)
{
    /// <summary>Reads NumPy's description, for example <c>&lt;f4</c>; null for types that hold no plain numbers.</summary>
    public static NpyElementType? Parse(string description)
    {
        var isOrdered = description.Length == 3 && description[0] is '<' or '>' or '|' or '=';
        if (!isOrdered || description.Length != 3)
        {
            return null;
        }

        var size = description[2] - '0';
        var isKnown = (description[1], size) is ('b', 1) or ('i' or 'u', 1 or 2 or 4 or 8) or ('f', 2 or 4 or 8);
        return isKnown ? new NpyElementType(description[1], size, description[0] == '>') : null;
    }
}
