using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Text;

/// <summary>
/// A <c>.ts</c> file (UEA archive, sktime, aeon): a header, then a line a series, its channels between colons, the values of a
/// channel between commas, the class last.
/// </summary>
/// <param name="Length">T.</param>
/// <param name="Channels">S.</param>
/// <param name="Rows">Values T x S.</param>
internal sealed record SeriesTable(string File, SeriesHeader Header, int Length, int Channels, IReadOnlyList<CsvRow> Rows)
{
    /// <exception cref="MicroNasException">MNAS3xxx: every error of the file, by line, that of a value by its place in the line.</exception>
    public static SeriesTable Read(string file)
    {
        var (errors, header, rows) = (new DataErrors(), new SeriesHeader(), new List<CsvRow>());
        var (line, isData, length, channels) = (0, false, 0, 0);
        foreach (var text in System.IO.File.ReadLines(file))
        {
            line++;
            var trimmed = text.Trim().TrimStart('\uFEFF');
            if (trimmed.Length == 0 || trimmed[0] == '#')
            {
                continue;
            }

            var location = new SourceLocation(file, line, text.IndexOf(trimmed, StringComparison.Ordinal) + 1);
            if (isData)
            {
                if (rows.Count == 0)
                {
                    (channels, length) = ShapeOf(trimmed, header, location, errors);
                }

                rows.Add(ReadSeries(trimmed, header, channels, length, location, errors));
            }
            else if (trimmed.Equals("@data", StringComparison.OrdinalIgnoreCase))
            {
                isData = true;

                // A header that says something else than the data would make an error of every line.
                errors.ThrowIfAny();
            }
            else if (trimmed[0] == '@')
            {
                header.Add(trimmed, location, errors);
            }
            else
            {
                throw DataErrors.Failure(
                    DiagnosticCodes.SeriesHeaderDamaged,
                    $"'{NumberText.Shown(trimmed)}' stands before '@data'; expected a comment (#) or a line of the header (@).", location);
            }
        }

        errors.ThrowIfAny();
        return rows.Count > 0
            ? new SeriesTable(file, header, length, channels, rows)
            : throw DataErrors.Failure(
                isData || line == 0 ? DiagnosticCodes.NoData : DiagnosticCodes.SeriesHeaderDamaged,
                isData || line == 0 ? "the file holds no series." : "the header does not end with '@data'.", file);
    }

    /// <summary>What all series must be alike in: the header's word, else the first series'.</summary>
    private static (int Channels, int Length) ShapeOf(string text, SeriesHeader header, SourceLocation location, DataErrors errors)
    {
        var parts = text.Split(':');
        var (channels, length) = (Math.Max(1, parts.Length - 1), parts[0].AsSpan().Count(',') + 1);
        CheckAgainst(header.Dimensions, channels, "dimensions", "channels");
        CheckAgainst(header.SeriesLength, length, "seriesLength", "samples");
        errors.ThrowIfAny();
        return (channels, length);

        void CheckAgainst(int? said, int found, string key, string unit)
        {
            if (said is { } expected && expected != found)
            {
                errors.Add(DiagnosticCodes.RaggedRow, $"the first series has {found} {unit}; '@{key}' says {expected}.", location);
            }
        }
    }

    private static CsvRow ReadSeries(string text, SeriesHeader header, int channels, int length, SourceLocation location, DataErrors errors)
    {
        var parts = text.Split(':');
        var values = Array.Empty<float>();
        if (parts.Length != channels + 1)
        {
            errors.Add(
                DiagnosticCodes.RaggedRow,
                $"the series has {parts.Length - 1} channels and a class, told apart by colons; expected {channels} channels and a class.", location);
        }
        else
        {
            values = new float[channels * length];
            var start = location.Column;
            for (var channel = 0; channel < channels; channel++)
            {
                ReadChannel(parts[channel], channel, values, channels, location with { Column = start }, errors);
                start += parts[channel].Length + 1;
            }
        }

        var label = parts[^1].Trim();
        if (label.Length == 0 || header.ClassLabels?.Contains(label) == false)
        {
            var expected = header.ClassLabels is { } known ? $"one of {string.Join(", ", known.Take(20))}, as '@classLabel' lists them" : "a class after the last colon";
            var place = location with { Column = location.Column + text.LastIndexOf(':') + 1 };
            errors.Add(DiagnosticCodes.LabelOutOfRange, $"the class is '{NumberText.Shown(label)}'; expected {expected}.", place);
        }

        return new CsvRow(location, label, "", null, values);
    }

    private static void ReadChannel(string text, int channel, float[] values, int channels, SourceLocation location, DataErrors errors)
    {
        var length = values.Length / channels;
        var found = text.AsSpan().Count(',') + 1;
        if (found != length)
        {
            errors.Add(
                DiagnosticCodes.RaggedRow,
                $"channel {channel} has {found} samples; expected {length}, as the first has. All windows are of one length: cut or pad the series.", location);
            return;
        }

        var t = 0;
        foreach (var range in text.AsSpan().Split(','))
        {
            var untrimmed = text.AsSpan(range);
            var word = untrimmed.Trim();
            var place = location with { Column = location.Column + range.Start.Value + untrimmed.Length - untrimmed.TrimStart().Length };
            if (word is "?")
            {
                errors.Add(DiagnosticCodes.NotFinite, $"sample {t} of channel {channel} is missing ('?'). Remove the series or fill the gap.", place);
            }
            else
            {
                values[(t * channels) + channel] = (float)NumberText.Read(word, place, errors);
            }

            t++;
        }
    }
}
