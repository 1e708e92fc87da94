using System.Globalization;
using MicroNas.Core.Pipeline;
using Spectre.Console;

namespace MicroNas.Cli.Output;

/// <summary>What a pipeline verb prints at its end.</summary>
internal static class PipelineSummary
{
    /// <summary>The report where there is one; what is known before the emit stage otherwise.</summary>
    public static object ToJson(PipelineResult result) =>
        result.Report is { } report ? report : new { architecture = result.Architecture };

    public static void Write(IAnsiConsole console, PipelineResult result)
    {
        if (result.Report is not { } report)
        {
            console.WriteLine($"architecture  {result.Architecture}");
            return;
        }

        var cost = report.Predicted;
        var budget = report.Budget;
        console.WriteLine($"architecture  {report.Architecture}");
        console.WriteLine(Invariant(
            $"latency       {cost.LatencyMilliseconds:0.00} ms, at most {cost.LatencyUpperMilliseconds:0.00} ms{Limit(budget.LatencyMilliseconds, " ms")}"));
        console.WriteLine(Invariant($"memory        {cost.MemoryBytes} B{Limit(budget.MemoryBytes, " B")}"));
        console.WriteLine(Invariant($"flash         {cost.FlashBytes} B{Limit(budget.FlashBytes, " B")}"));
        if (report.Test is { } test)
        {
            console.WriteLine(Invariant(
                $"accuracy      {test.Accuracy * 100:0.00} % on {test.Windows} test windows (int8), macro F1 {test.MacroF1 * 100:0.00} %"));
        }
    }

    private static string Limit<T>(T? limit, string unit)
        where T : struct, IFormattable =>
        limit is { } value ? $" (limit {value.ToString("0.##", CultureInfo.InvariantCulture)}{unit})" : "";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
