using System.Globalization;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Reporting;
using Spectre.Console;

namespace MicroNas.Cli.Output;

/// <summary>What a pipeline verb prints at its end.</summary>
internal static class PipelineSummary
{
    /// <summary>The report where there is one; what the search found in runs that end before the emit stage.</summary>
    public static object? ToJson(PipelineResult result) => (object?)result.Report ?? result.Search;

    public static void Write(IAnsiConsole console, PipelineResult result)
    {
        if (result.Search is { } found)
        {
            WriteCost(console, found);
        }

        if (result.Report?.Test is { } test)
        {
            console.WriteLine(Invariant(
                $"accuracy      {test.Accuracy * 100:0.00} % on {test.Windows} test windows (int8), macro F1 {test.MacroF1 * 100:0.00} %"));
            WriteQuantization(console, test.Quantization);
        }
    }

    private static void WriteCost(IAnsiConsole console, SearchReport found)
    {
        var (budget, cost) = (found.Budget, found.Predicted);
        console.WriteLine($"architecture  {found.Architecture}");
        console.WriteLine(Invariant(
            $"latency       {cost.LatencyMilliseconds:0.00} ms, at most {cost.LatencyUpperMilliseconds:0.00} ms{Limit(budget.LatencyMilliseconds, " ms")}"));
        console.WriteLine(Invariant($"memory        {cost.MemoryBytes} B{Limit(budget.MemoryBytes, " B")}"));
        console.WriteLine(Invariant($"flash         {cost.FlashBytes} B{Limit(budget.FlashBytes, " B")}"));
    }

    private static void WriteQuantization(IAnsiConsole console, QuantizationReport? quantization)
    {
        if (quantization is null)
        {
            return;
        }

        var costliest = string.Join(", ", quantization.Costliest(3).Select(layer => Invariant($"{layer.Layer} {layer.ScoreNoiseShare * 100:0} %")));
        var points = quantization.AccuracyCost * 100;
        var difference = points < 0 ? Invariant($"int8 is {-points:0.00} points better") : Invariant($"int8 costs {points:0.00} points");
        var windows = quantization.LostWindows == 1 ? "window" : "windows";
        console.WriteLine(Invariant(
            $"float         {quantization.FloatAccuracy * 100:0.00} %: {difference} ({quantization.LostWindows} {windows} lost, {quantization.WonWindows} won); most of its noise: {costliest}"));
    }

    private static string Limit<T>(T? limit, string unit)
        where T : struct, IFormattable =>
        limit is { } value ? $" (limit {value.ToString("0.##", CultureInfo.InvariantCulture)}{unit})" : "";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
