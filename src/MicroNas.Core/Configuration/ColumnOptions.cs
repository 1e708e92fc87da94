namespace MicroNas.Core.Configuration;

/// <summary>Names of the columns of csv files that are no sensor channel (<c>dataset.columns</c>).</summary>
public sealed record ColumnOptions
{
    /// <summary>The column with the class, as a name or as a number.</summary>
    public string Label { get; init; } = "label";

    /// <summary>The column that tells recordings apart; no window spans two. Without it a file is one recording.</summary>
    public string Recording { get; init; } = "recording";

    /// <summary>The column with the person's number; may be missing.</summary>
    public string Subject { get; init; } = "subject";

    /// <summary>Columns that are neither sensor channels nor any of the above, such as a time stamp.</summary>
    public EquatableArray<string> Ignore { get; init; } = [];
}
