using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Text;

/// <summary>A csv file with a header: its channel columns and rows.</summary>
internal sealed record CsvTable(string File, IReadOnlyList<string> ChannelColumns, IReadOnlyList<CsvRow> Rows)
{
    /// <summary>A field longer than this comes from a quote that is never closed.</summary>
    private const int MaximumFieldCharacters = 4096;

    /// <exception cref="MicroNasException">MNAS3xxx: every error of the file, by line.</exception>
    public static CsvTable Read(string file, DatasetOptions options)
    {
        var errors = new DataErrors();
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            BadDataFound = null,
            MaxFieldSize = MaximumFieldCharacters,
            TrimOptions = TrimOptions.Trim,
        };
        using var reader = new StreamReader(file);
        using var parser = new CsvParser(reader, settings);
        try
        {
            if (!parser.Read())
            {
                throw DataErrors.Failure(DiagnosticCodes.NoData, "the file is empty; expected a header and rows.", file);
            }

            var columns = CsvColumns.Find(parser.Record!, file, options);
            var rows = new List<CsvRow>();
            while (parser.Read())
            {
                if (ReadRow(parser, columns, file, errors) is { } row)
                {
                    rows.Add(row);
                }
            }

            errors.ThrowIfAny();
            return rows.Count > 0
                ? new CsvTable(file, columns.ChannelNames, rows)
                : throw DataErrors.Failure(DiagnosticCodes.NoData, "the file has a header and no row.", file);
        }
        catch (CsvHelperException exception)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.RaggedRow,
                $"a field has more than {MaximumFieldCharacters} characters; a quote may not be closed.",
                new SourceLocation(file, Math.Max(1, parser.RawRow), 1), exception);
        }
    }

    private static CsvRow? ReadRow(CsvParser parser, CsvColumns columns, string file, DataErrors errors)
    {
        var fields = parser.Record!;
        var location = new SourceLocation(file, parser.RawRow, 1);
        if (fields.Length != columns.Count)
        {
            errors.Add(DiagnosticCodes.RaggedRow, $"the row has {fields.Length} fields; the header has {columns.Count}.", location);
            return null;
        }

        int? subject = null;
        if (columns.Subject is { } subjectColumn)
        {
            if (!int.TryParse(fields[subjectColumn], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                errors.Add(DiagnosticCodes.NotNumber, $"the person '{Shown(fields[subjectColumn])}' is no whole number.", location);
            }

            subject = number;
        }

        var label = fields[columns.Label];
        if (label.Length == 0)
        {
            errors.Add(DiagnosticCodes.LabelOutOfRange, "the label is empty; expected the name or number of a class.", location);
        }

        var values = new float[columns.Channels.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)NumberText.Read(fields[columns.Channels[i]], location, errors);
        }

        return new CsvRow(location, label, columns.Recording is { } recording ? fields[recording] : "", subject, values);
    }

    private static string Shown(string text) => text.Length > 40 ? text[..40] : text;
}
