using System.Globalization;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Text;

/// <summary>Turns the labels of csv files, names or numbers, into class indices.</summary>
internal sealed class LabelResolver
{
    private const int MaximumClasses = 256;

    private readonly Dictionary<string, int> indices;
    private readonly bool areNamed;

    private LabelResolver(IReadOnlyList<string> classNames, bool areNamed)
    {
        ClassNames = classNames;
        this.areNamed = areNamed;
        indices = classNames.Select((name, index) => (name, index)).ToDictionary(entry => entry.name, entry => entry.index, StringComparer.Ordinal);
    }

    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>
    /// The classes that the configuration names; otherwise every label that occurs, whole numbers by value, names in ordinal order.
    /// </summary>
    /// <exception cref="MicroNasException">MNAS3013: so many labels that the column can hold no classes.</exception>
    public static LabelResolver Create(EquatableArray<string>? named, IEnumerable<CsvRow> rows, string origin)
    {
        if (named is { } names)
        {
            return new LabelResolver(names, areNamed: true);
        }

        var found = rows.Select(row => row.Label).Distinct(StringComparer.Ordinal).Take(MaximumClasses + 1).ToList();
        if (found.Count > MaximumClasses)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.LabelOutOfRange,
                $"more than {MaximumClasses} different labels; is 'dataset.columns.label' the right column?", origin);
        }

        var areNumbers = found.All(label => TryNumber(label, out _));
        return new LabelResolver(
            [.. areNumbers
                ? found.OrderBy(label => int.Parse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)).ThenBy(label => label, StringComparer.Ordinal)
                : found.Order(StringComparer.Ordinal)],
            areNamed: false);
    }

    /// <summary>The index of a row's class; −1 after an error.</summary>
    public int Resolve(CsvRow row, DataErrors errors)
    {
        if (indices.TryGetValue(row.Label, out var index)
            || (areNamed && TryNumber(row.Label, out index) && index >= 0 && index < ClassNames.Count))
        {
            return index;
        }

        errors.Add(
            DiagnosticCodes.LabelOutOfRange,
            $"the label '{row.Label}' is no class; 'dataset.classes' names {string.Join(", ", ClassNames)} (0 to {ClassNames.Count - 1}).",
            row.Location);
        return -1;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
