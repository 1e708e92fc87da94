using System.Globalization;
using MicroNas.Core.Reporting;
using Spectre.Console;

namespace MicroNas.Cli.Output;

/// <summary>The table that <c>compile</c> prints.</summary>
internal static class CompilationSummary
{
    public static void Write(IAnsiConsole console, CompilationReport report, string folder)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("#", "operator", "detail", "kernel");
        foreach (var title in new[] { "scratch B", "flash B", "MACs" })
        {
            table.AddColumn(new TableColumn(title).RightAligned());
        }

        foreach (var node in report.Operators)
        {
            table.AddRow(
                node.Index.ToString(CultureInfo.InvariantCulture),
                node.Operator,
                Markup.Escape(node.Detail),
                node.Kernel ?? "-",
                Number(node.ScratchBytes),
                Number(node.ConstantBytes),
                Number(node.MultiplyAccumulates));
        }

        console.Write(table);
        console.WriteLine($"MACs   {Number(report.MultiplyAccumulates)}");
        console.WriteLine($"arena  {Number(report.ArenaBytes)} B (lower bound {Number(report.ArenaLowerBoundBytes)} B)");
        console.WriteLine($"flash  {Number(report.ConstantBytes)} B of constants; code and descriptors come on top");
        console.WriteLine($"{report.Files.Count} files {report.Model}_* in {folder}, {report.GoldenVectors} golden vectors");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
