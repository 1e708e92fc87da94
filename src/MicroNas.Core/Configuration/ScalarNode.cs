using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Configuration;

/// <summary>A single value.</summary>
/// <param name="IsPlain">Written without quotes, so that it can be a number, a truth value or null.</param>
internal sealed record ScalarNode(string Value, bool IsPlain, SourceLocation Location) : ConfigurationNode(Location, 1, 1)
{
    /// <summary>Nothing is written after the key, or one of YAML's words for nothing.</summary>
    public bool IsNull => IsPlain && Value is ("" or "~" or "null" or "Null" or "NULL");

    public override string Kind => IsNull ? "nothing" : $"'{Shortened}'";

    private string Shortened
    {
        get
        {
            var line = string.Concat(Value.Select(character => char.IsControl(character) ? ' ' : character));
            return line.Length > 60 ? line[..60] + "…" : line;
        }
    }
}
