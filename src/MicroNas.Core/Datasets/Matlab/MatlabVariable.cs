namespace MicroNas.Core.Datasets.Matlab;

/// <summary>A variable of a <c>.mat</c> file, by its header.</summary>
/// <param name="Name">May be empty.</param>
/// <param name="Class">What MATLAB calls its type.</param>
/// <param name="IsComplex">Whether it has an imaginary part.</param>
/// <param name="Dimensions">Extents, the first the innermost.</param>
/// <param name="Offset">Of its element in the file, in bytes.</param>
internal sealed record MatlabVariable(string Name, MatlabClass Class, bool IsComplex, IReadOnlyList<int> Dimensions, long Offset)
{
    /// <summary>Whether it is a table of real numbers.</summary>
    public bool IsMatrix => Class is >= MatlabClass.Double and <= MatlabClass.UInt64 && !IsComplex && Dimensions.Count == 2;

    /// <summary>For messages: name, type and extents.</summary>
    public override string ToString() => $"{Name} ({(IsComplex ? "complex " : "")}{Class}, {string.Join(" x ", Dimensions)})";
}
