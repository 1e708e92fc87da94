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
        return Parse(file, (parser, readNext) =>
        {
            var columns = CsvColumns.Find(parser.Record!, file, options);
            var rows = new List<CsvRow>();
            while (readNext())
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
        });
    }

    /// <summary>The names in a file's first row.</summary>
    /// <exception cref="MicroNasException">MNAS3010, MNAS3017.</exception>
    public static string[] ReadHeader(string file) => Parse(file, (parser, _) => parser.Record!);

    /// <param name="readRows">Gets the parser at the header, and what takes it to the next row.</param>
    private static T Parse<T>(string file, Func<CsvParser, Func<bool>, T> readRows)
    {
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
        var finishedLines = 0;
        try
        {
            if (!ReadNext())
            {
                throw DataErrors.Failure(DiagnosticCodes.NoData, "the file is empty; expected a header and rows.", file);
            }

            return readRows(parser, ReadNext);
        }
        catch (CsvHelperException exception)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.RaggedRow,
                $"the row that begins here has a field of more than {MaximumFieldCharacters} characters; a quote may not be closed.",
                new SourceLocation(file, finishedLines + 1 + BlankLines(file, finishedLines), 1), exception);
        }

        bool ReadNext()
        {
            finishedLines = parser.RawRow;
            return parser.Read();
        }
    }

    /// <summary>How many follow one another, since the parser passes over them.</summary>
    private static int BlankLines(string file, int from) =>
        System.IO.File.ReadLines(file).Skip(from).TakeWhile(line => line.Length == 0).Count();

    private static CsvRow? ReadRow(CsvParser parser, CsvColumns columns, string file, DataErrors errors)
    {
        var fields = parser.Record!;
        var location = new SourceLocation(file, parser.RawRow, 1);
        if (fields.Length != columns.Names.Count)
        {
            errors.Add(DiagnosticCodes.RaggedRow, $"the row has {fields.Length} fields; the header has {columns.Names.Count}.", location);
            return null;
        }

        int? subject = null;
        if (columns.Subject is { } subjectColumn)
        {
            if (!int.TryParse(fields[subjectColumn], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                errors.Add(DiagnosticCodes.NotNumber, $"{NumberText.Place(columns.Names[subjectColumn])}the person '{NumberText.Shown(fields[subjectColumn])}' is no whole number.", location);
            }

            subject = number;
        }

        var label = fields[columns.Label];
        if (label.Length == 0)
        {
            errors.Add(DiagnosticCodes.LabelOutOfRange, $"{NumberText.Place(columns.Names[columns.Label])}the label is empty; expected the name or number of a class.", location);
        }

        var values = new float[columns.Channels.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)NumberText.Read(fields[columns.Channels[i]], location, errors, columns.ChannelNames[i]);
        }

        return new CsvRow(location, label, columns.Recording is { } recording ? fields[recording] : "", subject, values);
    }
}
