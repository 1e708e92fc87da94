using System.Globalization;
using System.Text.RegularExpressions;

namespace MicroNas.Core.Architectures;

/// <summary>
/// One line of text for an architecture, for the stage cache and reports: the cells in order, separated by blanks.
/// <c>TR(k5,f12)</c> is a Time-Reduce cell with kernel 5 x 1 and 12 filters; <c>SF(f16>f24,k{3,7},skip)</c> a Sensor-Fusion
/// cell with 16 fusion filters, 24 output filters, kernels 3 and 7 and a skip path (0 fusion filters: no main path);
/// <c>SF(identity)</c> one that is left out. The form is stable: a cache entry of today can be read by later versions.
/// </summary>
public static partial class ArchitectureSerializer
{
    /// <summary>The text of an architecture; equal architectures have equal texts.</summary>
    public static string Format(Architecture architecture) => architecture.ToString();

    /// <summary>Reads what <see cref="Format"/> wrote. Whether it belongs to a space is for <see cref="ArchitectureEncoding.Encode"/> to say.</summary>
    /// <exception cref="FormatException">The text is no architecture; the message names the cell.</exception>
    public static Architecture Parse(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            ? throw new FormatException("The text holds no cell; expected for example 'TR(k3,f8) SF(f16>f24,k{3,7},skip)'.")
            : new Architecture([.. words.Select(ParseCell)]);
    }

    private static CellChoice ParseCell(string word, int index)
    {
        if (word == SensorFusionChoice.Skipped.ToString())
        {
            return SensorFusionChoice.Skipped;
        }

        if (TimeReducePattern().Match(word) is { Success: true } timeReduce)
        {
            return new TimeReduceChoice(Number(timeReduce.Groups[1].Value), Number(timeReduce.Groups[2].Value));
        }

        if (SensorFusionPattern().Match(word) is { Success: true } fusion)
        {
            EquatableArray<int> kernels =
                [.. fusion.Groups[3].Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number)];
            return new SensorFusionChoice(
                false, kernels, fusion.Groups[4].Success, Number(fusion.Groups[1].Value), Number(fusion.Groups[2].Value));
        }

        throw new FormatException($"Cell {index} reads '{word}'; expected TR(kK,fF), SF(fF>fF,k{{K,...}}[,skip]) or SF(identity).");
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^TR\(k([0-9]{1,4}),f([0-9]{1,6})\)$", RegexOptions.CultureInvariant)]
    private static partial Regex TimeReducePattern();

    [GeneratedRegex(@"^SF\(f([0-9]{1,6})>f([0-9]{1,6}),k\{([0-9]{1,4}(?:,[0-9]{1,4})*)?\}(,skip)?\)$", RegexOptions.CultureInvariant)]
    private static partial Regex SensorFusionPattern();
}
