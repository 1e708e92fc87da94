using System.Globalization;
using MicroNas.Core.Pipeline;
using Spectre.Console;

namespace MicroNas.Cli.Output;

/// <summary>Entries of the stage cache as text.</summary>
internal static class CacheText
{
    private const int KeyLength = 12;

    /// <summary>A table; nothing for no entries.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<CachedResult> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("stage", "key", "last used (UTC)");
        table.AddColumn(new TableColumn("size").RightAligned());
        foreach (var entry in entries)
        {
            table.AddRow(
                entry.Stage,
                entry.Key[..Math.Min(KeyLength, entry.Key.Length)],
                entry.LastUsed.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Size(entry.Bytes));
        }

        console.Write(table);
    }

    public static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.##} GB"),
    };
}
