using MicroNas.Core.Latency;
using MicroNas.Core.Latency.Tables;
using Spectre.Console;

namespace MicroNas.Cli.Output;

/// <summary>A latency table for people and as JSON.</summary>
internal static class LatencyTableText
{
    public static object ToJson(string path, LatencyTableFile table) => new
    {
        path,
        id = LatencyTableWriter.IdOf(table),
        table.Provenance,
        table.Conversion.CyclesPerUnit,
        cyclesPerUnitBand = table.Conversion.RelativeErrorBand,
        cyclesPerUnitOrigin = table.Conversion.Origin,
        table.Errors,
        table.RelativeErrorBand,
        operators = table.Entries.Count,
    };

    public static void Write(IAnsiConsole console, string path, LatencyTableFile table)
    {
        var (origin, errors, conversion) = (table.Provenance, table.Errors, table.Conversion);
        console.WriteLine($"{path} ({LatencyTableWriter.IdOf(table)})");
        console.WriteLine(FormattableString.Invariant(
            $"{origin.Microcontroller}, measured on {origin.Board} ({origin.Source.ToString().ToLowerInvariant()}, {origin.Core}) in {origin.Unit}, {origin.Date}; runtime {origin.RuntimeVersion} {origin.RuntimeCode}; {origin.Compiler}"));
        console.WriteLine(FormattableString.Invariant(
            $"{table.Entries.Count} operators, {errors.Description}: median error {errors.Median * 100:0.00} %, 95th percentile {errors.Percentile95 * 100:0.00} %, largest {errors.Largest * 100:0.00} %; band ±{table.RelativeErrorBand * 100:0.#} %"));
        if (conversion.RelativeErrorBand > 0)
        {
            console.WriteLine(FormattableString.Invariant(
                $"cycles per instruction {conversion.CyclesPerUnit[OperatorKind.Convolution]:0.###} ±{conversion.RelativeErrorBand * 100:0.#} % ({conversion.Origin.Split(':')[0]}); a board measurement replaces it"));
        }
    }

    /// <summary>Measured and modelled units of each form.</summary>
    public static void WriteForms(IAnsiConsole console, LatencyTableFile table)
    {
        var view = new Table { Border = TableBorder.Simple };
        foreach (var column in (string[])["operators", "fitted", "largest error %", "held out", "largest error %"])
        {
            view.AddColumn(column);
        }

        var forms = LatencyModelForms.Of(table.Provenance.Runtime);
        foreach (var group in table.Entries.GroupBy(entry => forms.For(entry.Measured.Shape)).OrderBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            view.AddRow([group.Key.Name, .. Errors(table, group.Where(entry => !entry.HeldOut)), .. Errors(table, group.Where(entry => entry.HeldOut))]);
        }

        console.Write(view);
    }

    private static string[] Errors(LatencyTableFile table, IEnumerable<TableEntry> entries)
    {
        double[] errors = [.. entries.Where(entry => entry.Measured.Units > 0)
            .Select(entry => Math.Abs(table.Coefficients.RelativeError(entry.Measured, table.InstructionCacheBytes)) * 100)];
        return [$"{errors.Length}", errors.Length == 0 ? "-" : FormattableString.Invariant($"{errors.Max():0.00}")];
    }
}
