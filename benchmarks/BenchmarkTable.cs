using System.Globalization;
using Spectre.Console;

namespace MicroNas.Benchmarks;

/// <summary>Prints a result: what it was measured on, the rows, further tables, then the figures with their goals.</summary>
internal static class BenchmarkTable
{
    /// <summary>Wide enough for every table: text that goes to a file has no terminal that it must fit.</summary>
    private const int RedirectedWidth = 240;

    public static void Write(IAnsiConsole console, BenchmarkResult result)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = RedirectedWidth;
        }

        console.WriteLine($"{result.Name} on {result.Processor}");
        WriteRows(console, result.Rows);
        foreach (var (title, rows) in result.Tables)
        {
            console.WriteLine(title);
            WriteRows(console, rows);
        }

        var figures = new Table().Border(TableBorder.Simple).AddColumns("figure", "value", "unit", "goal", "met");
        foreach (var figure in result.Figures)
        {
            var met = figure.Met switch { true => "yes", false => "NO", null => "" };
            figures.AddRow(
                Markup.Escape(figure.Name),
                figure.Value?.ToString("0.#####", CultureInfo.InvariantCulture) ?? "not measured",
                Markup.Escape(figure.Unit),
                Markup.Escape(figure.Goal),
                met);
        }

        console.Write(figures);
    }

    private static void WriteRows(IAnsiConsole console, IReadOnlyList<SortedDictionary<string, object>> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns([.. rows[0].Keys]);
        foreach (var row in rows)
        {
            table.AddRow([.. row.Values.Select(value => Markup.Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""))]);
        }

        console.Write(table);
    }
}
