using System.Globalization;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Text;

/// <summary>Rows of a few whole numbers between blanks or commas, with or without a header.</summary>
internal static class WholeNumberTable
{
    /// <summary>The rows that are as they should be, with their lines; the errors of the others go to <paramref name="errors"/>.</summary>
    /// <param name="columns">Names of the columns, for messages.</param>
    /// <param name="hasHeader">Whether the first row holds these names rather than numbers.</param>
    public static List<(SourceLocation Location, int[] Values)> Read(string file, IReadOnlyList<string> columns, bool hasHeader, DataErrors errors)
    {
        var rows = new List<(SourceLocation, int[])>();
        var line = 0;
        var isHeader = hasHeader;
        foreach (var text in File.ReadLines(file))
        {
            line++;
            var words = text.Split([' ', '\t', ',', '\r'], StringSplitOptions.RemoveEmptyEntries);
            var location = new SourceLocation(file, line, 1);
            if (words.Length == 0)
            {
                continue;
            }

            if (isHeader)
            {
                isHeader = false;
                if (!words.SequenceEqual(columns))
                {
                    errors.Add(
                        DiagnosticCodes.ColumnMissing,
                        $"the header is '{NumberText.Shown(text)}'; expected '{string.Join(',', columns)}'.", location);
                }
            }
            else if (words.Length != columns.Count)
            {
                errors.Add(
                    DiagnosticCodes.RaggedRow,
                    $"the row has {words.Length} values; expected {columns.Count}: {string.Join(", ", columns)}.", location);
            }
            else
            {
                rows.Add((location, [.. words.Select((word, i) => Parse(word, columns[i], location, errors))]));
            }
        }

        if (rows.Count == 0 && !errors.Any)
        {
            errors.Add(DiagnosticCodes.NoData, "the file holds no row.", new SourceLocation(file));
        }

        return rows;
    }

    private static int Parse(string word, string column, SourceLocation location, DataErrors errors)
    {
        if (!int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            errors.Add(DiagnosticCodes.NotNumber, $"{NumberText.Place(column)}'{NumberText.Shown(word)}' is no whole number.", location);
        }

        return value;
    }
}
