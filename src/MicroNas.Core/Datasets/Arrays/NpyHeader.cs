using System.Globalization;
using System.Text.RegularExpressions;

namespace MicroNas.Core.Datasets.Arrays;

/// <summary>The text of a <c>.npy</c> header, a Python dictionary of three entries (NumPy enhancement proposal 1).</summary>
internal sealed partial record NpyHeader(string Description, bool IsFortranOrder, IReadOnlyList<int> Shape)
{
    private const int MaximumAxes = 32;

    /// <summary>Null where the text is no such dictionary, or where an extent does not fit 31 bits.</summary>
    public static NpyHeader? Parse(string text)
    {
        var description = DescriptionEntry().Match(text);
        var order = OrderEntry().Match(text);
        var shape = ShapeEntry().Match(text);
        if (!Dictionary().IsMatch(text) || !order.Success || !shape.Success)
        {
            return null;
        }

        var extents = new List<int>();
        foreach (var part in shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // Python 2 wrote an L after long integers.
            if (!int.TryParse(part.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var extent) || extents.Count == MaximumAxes)
            {
                return null;
            }

            extents.Add(extent);
        }

        // A type that is no simple word (a list of fields) has a description that the reader refuses by name.
        return new NpyHeader(description.Success ? description.Groups[1].Value : "a record", order.Groups[1].Value == "True", extents);
    }

    [GeneratedRegex(@"^\s*\{[^{}]*\}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Dictionary();

    [GeneratedRegex(@"['""]descr['""]\s*:\s*['""]([^'""]*)['""]", RegexOptions.CultureInvariant)]
    private static partial Regex DescriptionEntry();

    [GeneratedRegex(@"['""]fortran_order['""]\s*:\s*(True|False)\b", RegexOptions.CultureInvariant)]
    private static partial Regex OrderEntry();

    [GeneratedRegex(@"['""]shape['""]\s*:\s*\(([0-9,L\s]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex ShapeEntry();
}
