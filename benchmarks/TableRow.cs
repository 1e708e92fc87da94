namespace MicroNas.Benchmarks;

/// <summary>A row whose columns stand in an order of their own.</summary>
internal static class TableRow
{
    /// <param name="columns">As many as <paramref name="values"/>, each once.</param>
    public static SortedDictionary<string, object> Of(string[] columns, IReadOnlyList<object> values)
    {
        var row = new SortedDictionary<string, object>(Comparer<string>.Create((left, right) => Array.IndexOf(columns, left).CompareTo(Array.IndexOf(columns, right))));
        foreach (var (column, value) in columns.Zip(values))
        {
            row.Add(column, value);
        }

        return row;
    }
}
