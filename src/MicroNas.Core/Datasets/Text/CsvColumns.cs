using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Text;

/// <summary>Which column of a csv file holds what.</summary>
/// <param name="Names">All columns.</param>
/// <param name="Channels">Columns of sensor channels.</param>
/// <param name="ChannelNames">Their names.</param>
internal sealed record CsvColumns(
    IReadOnlyList<string> Names, int Label, int? Recording, int? Subject, IReadOnlyList<int> Channels, IReadOnlyList<string> ChannelNames)
{
    /// <summary>A file of windows has a column for every value; this many names show what kind of columns it has.</summary>
    private const int ListedNames = 20;

    /// <exception cref="MicroNasException">MNAS3018.</exception>
    public static CsvColumns Find(string[] header, string file, DatasetOptions options)
    {
        var location = new SourceLocation(file, 1, 1);
        if (header.All(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            throw DataErrors.Failure(DiagnosticCodes.ColumnMissing, "the first row holds numbers; expected a header with the columns' names.", location);
        }

        if (header.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw DataErrors.Failure(DiagnosticCodes.ColumnMissing, $"{same.Count()} columns have the name '{NumberText.Shown(same.Key)}'; expected a name for each.", location);
        }

        var named = options.Columns;
        CheckNames(header, named, location);
        var label = Array.IndexOf(header, named.Label);
        string[] others = [named.Label, named.Recording, named.Subject, .. named.Ignore];
        var names = options.Channels is { } wanted && wanted.All(header.Contains)
            ? wanted
            : header.Where(name => !others.Contains(name)).ToArray() as IReadOnlyList<string>;
        if (names.Count == 0)
        {
            throw DataErrors.Failure(DiagnosticCodes.ColumnMissing, "there is no column of a sensor channel.", location);
        }

        return new CsvColumns(
            header,
            label,
            Optional(header, named.Recording),
            Optional(header, named.Subject),
            [.. names.Select(name => Array.IndexOf(header, name))],
            names);
    }

    /// <summary>An ignored column may be in some of the files only, but a name that is in none is a mistake.</summary>
    /// <exception cref="MicroNasException">MNAS3018: every such name.</exception>
    public static void CheckIgnored(IReadOnlyList<string> header, string file, ColumnOptions named)
    {
        var errors = new DataErrors();
        foreach (var name in named.Ignore.Where(name => !header.Contains(name)))
        {
            AddMissing(name, "ignore", header, new SourceLocation(file, 1, 1), errors);
        }

        errors.ThrowIfAny();
    }

    private static void CheckNames(string[] header, ColumnOptions named, SourceLocation location)
    {
        var errors = new DataErrors();
        if (!header.Contains(named.Label))
        {
            AddMissing(named.Label, "label", header, location, errors);
        }

        // These may be missing under their default names; but a column 'Subject' would silently become a sensor channel.
        var defaults = new ColumnOptions();
        foreach (var (key, name, usual) in new[] { ("recording", named.Recording, defaults.Recording), ("subject", named.Subject, defaults.Subject) })
        {
            if (!header.Contains(name)
                && (name != usual || header.Except(named.Ignore).Contains(name, StringComparer.OrdinalIgnoreCase)))
            {
                AddMissing(name, key, header, location, errors);
            }
        }

        errors.ThrowIfAny();
    }

    private static void AddMissing(string name, string key, IReadOnlyList<string> header, SourceLocation location, DataErrors errors)
    {
        var known = string.Join(", ", header.Take(ListedNames).Select(column => NumberText.Shown(column))) + (header.Count > ListedNames ? ", …" : "");
        errors.Add(
            DiagnosticCodes.ColumnMissing,
            $"there is no column '{name}', which 'dataset.columns.{key}' names{NearestName.Hint(name, header.Select(column => NumberText.Shown(column)))} The columns are {known}.",
            location);
    }

    private static int? Optional(string[] header, string name) => Array.IndexOf(header, name) is >= 0 and var index ? index : null;
}
