using System.Text;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Pipeline.Locks;
using Spectre.Console;

namespace MicroNas.Cli.Output;

/// <summary>The tables that <c>diff</c> prints.</summary>
internal static class LockDiffText
{
    private const string None = "-";

    public static void Write(IAnsiConsole console, LockComparison comparison, string from)
    {
        if (IsSame(comparison))
        {
            console.WriteLine($"Nothing changed in model {comparison.Model} since {from}.");
            return;
        }

        WriteTable(console, ["model " + comparison.Model, from, "now", "change"], Figures(comparison));
        if (comparison.Inputs.Count > 0)
        {
            WriteTable(console, ["changed input", from, "now"], Inputs(comparison));
        }

        console.WriteLine(Verdict(comparison));
    }

    public static string Markdown(LockComparison comparison, string from)
    {
        var text = new StringBuilder($"### Model `{comparison.Model}`\n\n");
        Append(["", from, "now", "change"], Figures(comparison));
        if (comparison.Inputs.Count > 0)
        {
            text.Append('\n');
            Append(["changed input", from, "now"], Inputs(comparison));
        }

        return text.Append('\n').Append(Verdict(comparison)).Append('\n').ToString();

        void Append(string[] titles, IEnumerable<string[]> rows)
        {
            Row(titles);
            Row([.. titles.Select((_, column) => column == 0 ? "---" : "---:")]);
            foreach (var row in rows)
            {
                Row(row);
            }
        }

        void Row(string[] cells) => text.Append("| ").AppendJoin(" | ", cells.Select(EscapeMarkdown)).Append(" |\n");
    }

    private static void WriteTable(IAnsiConsole console, string[] titles, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns([.. titles.Select((title, column) => column == 0 ? new TableColumn(Markup.Escape(title)) : new TableColumn(Markup.Escape(title)).RightAligned())]);
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        console.Write(table);
    }

    private static IEnumerable<string[]> Figures(LockComparison comparison)
    {
        var old = comparison.OldArchitecture;
        yield return ["architecture", old ?? None, comparison.NewArchitecture, old is null ? "new" : old == comparison.NewArchitecture ? "" : "another"];
        foreach (var figure in comparison.Figures)
        {
            yield return [figure.Name, figure.OldText, figure.NewText, figure.ChangeText];
        }
    }

    private static IEnumerable<string[]> Inputs(LockComparison comparison) => comparison.Inputs.Select(change =>
        (string[])[change.Name, change.Old is null ? None : InputChange.Shorten(change.Old), change.New is null ? None : InputChange.Shorten(change.New)]);

    private static string Verdict(LockComparison comparison) => comparison switch
    {
        { OldArchitecture: null } => "The model is new.",
        { Inputs.Count: > 0 } => $"{comparison.Inputs.Count} input{(comparison.Inputs.Count == 1 ? "" : "s")} changed.",
        _ => IsSame(comparison) ? "Nothing changed." : "No input changed, but the results did.",
    };

    private static bool IsSame(LockComparison comparison) => comparison.Inputs.Count == 0 && comparison.OldArchitecture == comparison.NewArchitecture
        && comparison.Figures.All(figure => figure.ChangeText.Length == 0);

    /// <summary>Architectures hold braces and stars would be emphasis; a bar would end the cell.</summary>
    private static string EscapeMarkdown(string text) =>
        string.Concat(text.Select(letter => "\\`*_{}[]<>#|".Contains(letter) ? $"\\{letter}" : letter.ToString()));
}
