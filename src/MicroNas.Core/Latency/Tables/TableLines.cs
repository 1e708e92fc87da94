using System.Globalization;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Latency.Tables;

/// <summary>The lines of a latency table's file, parted into keys and rows; remembers where each stands and what is wrong.</summary>
internal sealed class TableLines
{
    private readonly string file;
    private readonly Dictionary<string, (string Value, int Line)> values = new(StringComparer.Ordinal);

    public TableLines(string text, string file)
    {
        this.file = file;
        var section = "";
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1].Trim();
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            if (line.StartsWith('['))
            {
                section = line;
                if (!Rows.TryAdd(section, []))
                {
                    Report($"the section {section} stands here a second time", number);
                }
            }
            else if (section.Length > 0)
            {
                Rows[section].Add((line.Split(','), number));
            }
            else if (line.Split('=', 2, StringSplitOptions.TrimEntries) is not [var key, var value])
            {
                Report($"'{Shorten(line)}' is no 'key = value'", number);
            }
            else if (!values.TryAdd(key, (value, number)))
            {
                Report($"the key '{key}' stands here a second time", number);
            }
        }
    }

    public List<Diagnostic> Errors { get; } = [];

    /// <summary>By section, with their line numbers.</summary>
    public Dictionary<string, List<(string[] Cells, int Line)>> Rows { get; } = new(StringComparer.Ordinal);

    public void Report(string problem, int line) => Errors.Add(Diagnostic.Error(
        DiagnosticCodes.LatencyTableInvalid,
        $"the latency table cannot be used: {problem}. Mend the line, or make the table anew with 'dotnet micronas characterize'.",
        new SourceLocation(file, line)));

    /// <summary>A key's value; reports a key that is missing.</summary>
    public string Text(string key)
    {
        if (values.Remove(key, out var found))
        {
            return found.Value;
        }

        Report($"the key '{key}' is missing", 1);
        return "";
    }

    /// <summary>A finite number of at least <paramref name="lowest"/>.</summary>
    public double Number(string key, double lowest)
    {
        var line = values.TryGetValue(key, out var found) ? found.Line : 1;
        var text = Text(key);
        return text.Length == 0 ? lowest : Number(text, lowest, $"'{key}'", line);
    }

    public double Number(string text, double lowest, string what, int line)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number >= lowest)
        {
            return number;
        }

        Report(FormattableString.Invariant($"{what} is '{Shorten(text)}'; expected a number of at least {lowest}"), line);
        return lowest;
    }

    /// <summary>One of the names of an enumeration, in lower case.</summary>
    public T Choice<T>(string key)
        where T : struct, Enum
    {
        var line = values.TryGetValue(key, out var found) ? found.Line : 1;
        var text = Text(key);
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        if (text.Length > 0)
        {
            Report($"'{key}' is '{Shorten(text)}'; expected one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}", line);
        }

        return default;
    }

    /// <summary>The rows of a section behind its line of columns; reports what is missing or has another number of cells.</summary>
    public IEnumerable<(string[] Cells, int Line)> Table(string section, string columns)
    {
        if (!Rows.Remove(section, out var rows) || rows.Count == 0)
        {
            Report($"the section {section} is missing or empty", 1);
            yield break;
        }

        var count = columns.Split(',').Length;
        if (string.Join(',', rows[0].Cells) != columns)
        {
            Report($"the columns of {section} are '{Shorten(string.Join(',', rows[0].Cells))}'; expected '{columns}'", rows[0].Line);
            yield break;
        }

        foreach (var row in rows.Skip(1))
        {
            if (row.Cells.Length == count)
            {
                yield return row;
            }
            else
            {
                Report($"{row.Cells.Length} values where {section} has {count} columns", row.Line);
            }
        }
    }

    /// <summary>Reports keys and sections that nobody asked for.</summary>
    public void ReportUnknown()
    {
        foreach (var (key, found) in values)
        {
            Report($"'{Shorten(key)}' is no key of a latency table", found.Line);
        }

        foreach (var (section, rows) in Rows)
        {
            Report($"'{Shorten(section)}' is no section of a latency table", rows.Count > 0 ? rows[0].Line - 1 : 1);
        }
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
