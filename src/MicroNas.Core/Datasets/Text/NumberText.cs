using System.Globalization;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Text;

/// <summary>Reads one number of a text file.</summary>
internal static class NumberText
{
    /// <summary>The number that fits a float; where there is none, 0 after an error.</summary>
    /// <param name="column">The column's name, where the file has names.</param>
    public static double Read(ReadOnlySpan<char> word, SourceLocation location, DataErrors errors, string? column = null)
    {
        if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            var shown = Shown(word);
            errors.Add(
                DiagnosticCodes.NotNumber,
                Place(column) + (shown.Length == 0 ? "a value is missing; expected a number. Fill the gap, or leave out the line." : $"'{shown}' is no number (decimal point, no thousands separator)."),
                location);
            return 0;
        }

        if (!float.IsFinite((float)value))
        {
            errors.Add(DiagnosticCodes.NotFinite, $"{Place(column)}'{Shown(word)}' is not finite as a 32-bit number. Remove the row or fill the gap.", location);
            return 0;
        }

        return value;
    }

    /// <summary>The beginning of a text of the user's, in one line.</summary>
    public static string Shown(ReadOnlySpan<char> text) =>
        string.Concat(text[..Math.Min(text.Length, 40)].ToString().Select(character => char.IsControl(character) ? '?' : character));

    /// <summary>The beginning of a message about a value of a column.</summary>
    public static string Place(string? column) => column is null ? "" : $"column '{Shown(column)}': ";
}
