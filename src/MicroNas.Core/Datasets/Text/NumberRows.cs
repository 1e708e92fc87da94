using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Text;

/// <summary>A text file of numbers between blanks, as many in every row.</summary>
/// <param name="Count">Rows.</param>
/// <param name="Width">Numbers a row; 0 for an empty file.</param>
/// <param name="Values">Row by row.</param>
internal sealed record NumberRows(int Count, int Width, List<double> Values)
{
    /// <summary>Reads a file; its errors, by line, go to <paramref name="errors"/>.</summary>
    public static NumberRows Read(string file, DataErrors errors)
    {
        var values = new List<double>();
        var (line, count, width) = (0, 0, 0);
        foreach (var text in File.ReadLines(file))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var found = ReadRow(text, new SourceLocation(file, line, 1), values, errors);
            width = count == 0 ? found : width;
            if (found != width)
            {
                errors.Add(
                    DiagnosticCodes.RaggedRow, $"the row has {found} values; the first has {width}.", new SourceLocation(file, line, 1));
            }

            count++;
        }

        if (count == 0)
        {
            errors.Add(DiagnosticCodes.NoData, "the file holds no numbers.", new SourceLocation(file));
        }

        return new NumberRows(count, width, values);
    }

    private static int ReadRow(string text, SourceLocation location, List<double> values, DataErrors errors)
    {
        var count = 0;
        foreach (var range in text.AsSpan().SplitAny(' ', '\t', ','))
        {
            var word = text.AsSpan(range);
            if (word.IsEmpty)
            {
                continue;
            }

            var place = location with { Column = range.Start.Value + 1 };
            count++;
            values.Add(NumberText.Read(word, place, errors));
        }

        return count;
    }
}
