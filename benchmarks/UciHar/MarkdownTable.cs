using System.Globalization;
using System.Text;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>Tables as <c>benchmarks/README.md</c> holds them.</summary>
internal static class MarkdownTable
{
    public static string Of(IReadOnlyList<string> columns, IEnumerable<object[]> rows)
    {
        var text = new StringBuilder();
        Line(columns);
        Line(columns.Select(_ => "---"));
        foreach (var row in rows)
        {
            Line(row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
        }

        return text.ToString();

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    public static string Of(IEnumerable<Figure> figures) => Of(
        ["figure", "value", "unit", "goal", "met"],
        figures.Select(figure => new object[]
        {
            figure.Name,
            figure.Value is { } value ? value.ToString("0.###", CultureInfo.InvariantCulture) : "not measured",
            figure.Unit,
            figure.Goal,
            figure.Met switch { true => "yes", false => "no", null => "" },
        }));
}
