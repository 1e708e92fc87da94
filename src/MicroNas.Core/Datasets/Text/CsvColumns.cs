using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Text;

/// <summary>Which column of a csv file holds what.</summary>
/// <param name="Count">All columns.</param>
/// <param name="Channels">Columns of sensor channels.</param>
/// <param name="ChannelNames">Their names.</param>
internal sealed record CsvColumns(
    int Count, int Label, int? Recording, int? Subject, IReadOnlyList<int> Channels, IReadOnlyList<string> ChannelNames)
{
    /// <exception cref="MicroNasException">MNAS3018.</exception>
    public static CsvColumns Find(string[] header, string file, DatasetOptions options)
    {
        var location = new SourceLocation(file, 1, 1);
        if (header.All(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            throw DataErrors.Failure(DiagnosticCodes.ColumnMissing, "the first row holds numbers; expected a header with the columns' names.", location);
        }

        if (header.Distinct(StringComparer.Ordinal).Count() != header.Length)
        {
            throw DataErrors.Failure(DiagnosticCodes.ColumnMissing, "two columns have the same name.", location);
        }

        var named = options.Columns;
        var label = Array.IndexOf(header, named.Label);
        if (label < 0)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.ColumnMissing,
                $"there is no column '{named.Label}'{NearestName.Hint(named.Label, header)} Name it with 'dataset.columns.label'.", location);
        }

        string[] others = [named.Label, named.Recording, named.Subject, .. named.Ignore];
        var names = options.Channels is { } wanted && wanted.All(header.Contains)
            ? wanted
            : header.Where(name => !others.Contains(name)).ToArray() as IReadOnlyList<string>;
        if (names.Count == 0)
        {
            throw DataErrors.Failure(DiagnosticCodes.ColumnMissing, "there is no column of a sensor channel.", location);
        }

        return new CsvColumns(
            header.Length,
            label,
            Optional(header, named.Recording),
            Optional(header, named.Subject),
            [.. names.Select(name => Array.IndexOf(header, name))],
            names);
    }

    private static int? Optional(string[] header, string name) => Array.IndexOf(header, name) is >= 0 and var index ? index : null;
}
