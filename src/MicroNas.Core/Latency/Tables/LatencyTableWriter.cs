using System.Security.Cryptography;
using System.Text;

namespace MicroNas.Core.Latency.Tables;

/// <summary>
/// Writes a latency table: keys with values, then the model and the measured operators as comma-separated rows, one a line, so that a change of one
/// measurement is a change of one line. <c>docs/latency-table.md</c> describes the format.
/// </summary>
public static class LatencyTableWriter
{
    public const int FormatVersion = 1;

    internal const string CoefficientSection = "[coefficients]";
    internal const string OperatorSection = "[operators]";
    internal const string CoefficientColumns = "kind,when,feature,value";
    internal const string OperatorColumns = "use," + OperatorText.Columns + ",measured";
    internal const string Fitted = "fit";
    internal const string HeldOut = "check";

    /// <summary>UTF-8, the same bytes for the same table.</summary>
    public static byte[] Write(LatencyTableFile table)
    {
        var (origin, conversion, errors) = (table.Provenance, table.Conversion, table.Errors);
        var text = new StringBuilder();
        text.Append("# Latency table of MicroNas (format: docs/latency-table.md). Written by 'dotnet micronas characterize'; commit it.\n");
        Value("format", FormatVersion);
        Value("mcu", origin.Microcontroller);
        Value("board", origin.Board);
        Value("core", origin.Core);
        Value("clock-hertz", origin.ClockHertz);
        Value("source", origin.Source.ToString().ToLowerInvariant());
        Value("unit", origin.Unit);
        Value("runtime", origin.Runtime.ToString().ToLowerInvariant());
        Value("runtime-version", origin.RuntimeVersion);
        Value("runtime-code", origin.RuntimeCode);
        Value("compiler", origin.Compiler);
        Value("flags", origin.Flags);
        Value("date", origin.Date);
        Value("prior", origin.Prior);
        Value("dispatch-units", table.Dispatch);
        Value("instruction-cache-bytes", table.InstructionCacheBytes);
        foreach (var (kind, cycles) in conversion.CyclesPerUnit.OrderBy(pair => pair.Key))
        {
            Value($"cycles-per-unit.{kind}", cycles);
        }

        Value("cycles-per-unit-band", conversion.RelativeErrorBand);
        Value("cycles-per-unit-origin", conversion.Origin);
        Value("held-out", errors.Operators);
        Value("held-out-median-error", Math.Round(errors.Median, 6));
        Value("held-out-p95-error", Math.Round(errors.Percentile95, 6));
        Value("held-out-largest-error", Math.Round(errors.Largest, 6));
        Value("held-out-in-folds", errors.InFolds ? "yes" : "no");
        Value("held-out-goal-met", errors.Converged ? "yes" : "no");
        text.Append('\n').Append(CoefficientSection).Append('\n').Append(CoefficientColumns).Append('\n');

        // Features that weigh nothing too: a row that is missing is a damaged file.
        foreach (var form in LatencyModelForms.Of(origin.Runtime))
        {
            var set = table.Coefficients.First(set => set.Kind == form.Kind && set.When == form.When);
            foreach (var feature in form.Features)
            {
                text.Append(FormattableString.Invariant($"{form.Kind},{form.When},{feature},{set.Coefficients.GetValueOrDefault(feature):R}\n"));
            }
        }

        text.Append('\n').Append(OperatorSection).Append('\n').Append(OperatorColumns).Append('\n');
        foreach (var row in table.Entries.Select(Row).Order(StringComparer.Ordinal))
        {
            text.Append(row).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        void Value(string key, object value) => text.Append(FormattableString.Invariant($"{key} = {OneLine(value)}").TrimEnd()).Append('\n');
    }

    /// <summary>The name with the first 12 hexadecimal digits of the content's SHA-256: any change of a figure changes it, the date alone does not.</summary>
    public static string IdOf(LatencyTableFile table)
    {
        var content = Write(table with { Provenance = table.Provenance with { Date = "" } });
        return $"lut-{table.Provenance.Microcontroller}-{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}";
    }

    private static string Row(TableEntry entry) => FormattableString.Invariant(
        $"{(entry.HeldOut ? HeldOut : Fitted)},{OperatorText.Of(OperatorText.Resolve(entry.Measured.Shape, Runtime(entry)))},{entry.Measured.Units:R}");

    /// <summary>A shape that states a way is one of the product's runtime.</summary>
    private static Targets.InferenceRuntime Runtime(TableEntry entry) =>
        entry.Measured.Shape.Way is null ? Targets.InferenceRuntime.Tflm : Targets.InferenceRuntime.Micronas;

    private static object OneLine(object value) => value is string text ? text.ReplaceLineEndings(" ").Trim() : value;
}
