using System.Globalization;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Text;

/// <summary>Reads one number of a text file.</summary>
internal static class NumberText
{
    /// <summary>The number that fits a float; where there is none, 0 after an error.</summary>
    public static double Read(ReadOnlySpan<char> word, SourceLocation location, DataErrors errors)
    {
        if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            var shown = string.Concat(word[..Math.Min(word.Length, 40)].ToString().Select(character => char.IsControl(character) ? '?' : character));
            errors.Add(
                DiagnosticCodes.NotNumber,
                shown.Length == 0 ? "a value is missing; expected a number." : $"'{shown}' is no number (decimal point, no thousands separator).", location);
            return 0;
        }

        if (!float.IsFinite((float)value))
        {
            errors.Add(DiagnosticCodes.NotFinite, $"'{word}' is not finite as a 32-bit number. Remove the row or fill the gap.", location);
            return 0;
        }

        return value;
    }
}
