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
            $"{table.Entries.Count} operators, {errors.Operators} of them held out: median error {errors.Median * 100:0.00} %, 95th percentile {errors.Percentile95 * 100:0.00} %, largest {errors.Largest * 100:0.00} %; band ±{table.RelativeErrorBand * 100:0.#} %"));
        if (conversion.RelativeErrorBand > 0)
        {
            console.WriteLine(FormattableString.Invariant(
                $"cycles per instruction {conversion.CyclesPerUnit[OperatorKind.Convolution]:0.###} ±{conversion.RelativeErrorBand * 100:0.#} % ({conversion.Origin}); a board measurement replaces it"));
        }
    }

    /// <summary>Measured and modelled units of each form.</summary>
    public static void WriteForms(IAnsiConsole console, LatencyTableFile table)
    {
        var view = new Table { Border = TableBorder.Simple };
        foreach (var column in (string[])["operators", "fitted", "held out", "median error %", "largest error %"])
        {
            view.AddColumn(column);
        }

        var forms = LatencyModelForms.Of(table.Provenance.Runtime);
        foreach (var group in table.Entries.GroupBy(entry => forms.For(entry.Measured.Shape)).OrderBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            double[] errors = [.. group.Where(entry => entry.Measured.Units > 0)
                .Select(entry => Math.Abs((table.Model(entry.Measured.Shape) / entry.Measured.Units) - 1) * 100).Order().DefaultIfEmpty(0)];
            view.AddRow(
                group.Key.Name,
                FormattableString.Invariant($"{group.Count(entry => !entry.HeldOut)}"),
                FormattableString.Invariant($"{group.Count(entry => entry.HeldOut)}"),
                FormattableString.Invariant($"{errors[errors.Length / 2]:0.00}"),
                FormattableString.Invariant($"{errors[^1]:0.00}"));
        }

        console.Write(view);
    }
}
