using System.Globalization;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Text;

/// <summary>Turns the labels of csv files, names or numbers, into class indices.</summary>
internal sealed class LabelResolver
{
    private const int MaximumClasses = 256;

    private readonly Dictionary<string, int> indices;
    private readonly HashSet<string> unknown = new(StringComparer.Ordinal);
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
    /// <exception cref="MicroNasException">
    /// MNAS3013: so many labels that the column can hold no classes. MNAS3024: two labels that are one class in all likelihood.
    /// </exception>
    public static LabelResolver Create(EquatableArray<string>? named, IEnumerable<CsvRow> rows, string origin)
    {
        if (named is { } names)
        {
            return new LabelResolver(names, areNamed: true);
        }

        var firstRows = rows.DistinctBy(row => row.Label, StringComparer.Ordinal).Take(MaximumClasses + 1).ToList();
        var found = firstRows.ConvertAll(row => row.Label);
        if (found.Count > MaximumClasses)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.LabelOutOfRange,
                $"more than {MaximumClasses} different labels; is 'dataset.columns.label' the right column?", origin);
        }

        CheckAlike(firstRows);
        var areNumbers = found.All(label => TryNumber(label, out _));
        return new LabelResolver(
            [.. areNumbers
                ? found.OrderBy(label => int.Parse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)).ThenBy(label => label, StringComparer.Ordinal)
                : found.Order(StringComparer.Ordinal)],
            areNamed: false);
    }

    /// <summary>The index of a row's class; −1 for what is none, of which each kind is an error once.</summary>
    public int Resolve(CsvRow row, DataErrors errors)
    {
        if (indices.TryGetValue(row.Label, out var index)
            || (areNamed && TryNumber(row.Label, out index) && index >= 0 && index < ClassNames.Count))
        {
            return index;
        }

        if (!unknown.Add(row.Label))
        {
            return -1;
        }

        errors.Add(
            DiagnosticCodes.LabelOutOfRange,
            $"the label '{row.Label}', here for the first time, is no class; 'dataset.classes' names {string.Join(", ", ClassNames)} (0 to {ClassNames.Count - 1}).",
            row.Location);
        return -1;
    }

    /// <summary>A file that was put together from several would silently teach the network to tell 'idle' from 'Idle'.</summary>
    private static void CheckAlike(IEnumerable<CsvRow> firstRows)
    {
        var errors = new DataErrors();
        foreach (var alike in firstRows.GroupBy(row => Canonical(row.Label), StringComparer.Ordinal))
        {
            var first = alike.First();
            foreach (var other in alike.Skip(1))
            {
                errors.Add(
                    DiagnosticCodes.LabelsAlike,
                    $"the label '{NumberText.Shown(other.Label)}' differs from '{NumberText.Shown(first.Label)}' (line {first.Location.Line} of "
                        + $"{Path.GetFileName(first.Location.File)}) only in the way it is written. Write them alike; if they are two classes, name both in 'dataset.classes'.",
                    other.Location);
            }
        }

        errors.ThrowIfAny();
    }

    /// <summary>The label without case, surrounding white space and the superfluous digits of a number.</summary>
    private static string Canonical(string label) =>
        decimal.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("G29", CultureInfo.InvariantCulture)
            : label.Trim().ToUpperInvariant();

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
