using System.Globalization;
using Spectre.Console;

namespace MicroNas.Benchmarks;

/// <summary>Prints a result: the rows, then the figures with their goals.</summary>
internal static class BenchmarkTable
{
    public static void Write(IAnsiConsole console, BenchmarkResult result)
    {
        if (result.Rows.Count > 0)
        {
            var rows = new Table().Border(TableBorder.Simple);
            rows.AddColumns([.. result.Rows[0].Keys]);
            foreach (var row in result.Rows)
            {
                rows.AddRow([.. row.Values.Select(value => Markup.Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""))]);
            }

            console.Write(rows);
        }

        var figures = new Table().Border(TableBorder.Simple).AddColumns("figure", "value", "unit", "goal", "met");
        foreach (var figure in result.Figures)
        {
            var met = figure.Met switch { true => "yes", false => "NO", null => "" };
            figures.AddRow(
                Markup.Escape(figure.Name),
                figure.Value.ToString("0.###", CultureInfo.InvariantCulture),
                Markup.Escape(figure.Unit),
                Markup.Escape(figure.Goal),
                met);
        }

        console.Write(figures);
    }
}
