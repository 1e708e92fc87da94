namespace MicroNas.Core.Pipeline;

/// <summary>One input of a stage that is not what it was.</summary>
/// <param name="Name">For example <c>budget.latency</c>.</param>
/// <param name="Old">Null: there was none.</param>
/// <param name="New">Null: there is none.</param>
public sealed record InputChange(string Name, string? Old, string? New)
{
    private const int LongestValue = 60;

    /// <summary>Every difference, in the order of the names.</summary>
    public static IReadOnlyList<InputChange> Between(IReadOnlyDictionary<string, string> earlier, IReadOnlyDictionary<string, string> now) =>
        [.. earlier.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Select(name => new InputChange(name, earlier.GetValueOrDefault(name), now.GetValueOrDefault(name)))
            .Where(change => change.Old != change.New)];

    /// <summary>A phrase with old and new value; hashes and other long values are shortened.</summary>
    public override string ToString() => (Old, New) switch
    {
        (null, _) => $"input '{Name}' is new ({Shorten(New!)})",
        (_, null) => $"input '{Name}' is gone (it was {Shorten(Old)})",
        _ => $"input '{Name}' changed: {Shorten(Old)} -> {Shorten(New)}",
    };

    /// <summary>The value as messages show it.</summary>
    public static string Shorten(string value) => value.Length <= LongestValue ? value : value[..24] + "..." + value[^12..];
}
