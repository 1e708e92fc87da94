using System.Security.Cryptography;
using System.Text;

namespace MicroNas.Core.Pipeline;

/// <summary>
/// The named inputs of one stage. Their hash is the stage's cache key; their names and values tell a user why a stage ran.
/// Values carry no path, time stamp or culture, so that the key is the same on every machine.
/// </summary>
public sealed class StageInputs
{
    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>SHA-256 over all names and values, lower-case hex.</summary>
    public string Key
    {
        get
        {
            var text = new StringBuilder();
            foreach (var (name, value) in values)
            {
                // Lengths keep "a" + "bc" apart from "ab" + "c".
                text.Append(name.Length).Append(':').Append(name).Append(value.Length).Append(':').Append(value);
            }

            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
    }

    public StageInputs Add(string name, string value)
    {
        values.Add(name, value);
        return this;
    }

    /// <summary>
    /// The first difference to an earlier run's inputs, as a phrase with old and new value; null when nothing differs.
    /// </summary>
    public string? DifferenceFrom(IReadOnlyDictionary<string, string> earlier)
    {
        foreach (var (name, value) in values)
        {
            if (!earlier.TryGetValue(name, out var old))
            {
                return $"input '{name}' is new ({Shorten(value)})";
            }

            if (old != value)
            {
                return $"input '{name}' changed: {Shorten(old)} -> {Shorten(value)}";
            }
        }

        var removed = earlier.Keys.FirstOrDefault(name => !values.ContainsKey(name));
        return removed is null ? null : $"input '{removed}' is gone";
    }

    private static string Shorten(string value) => value.Length <= 60 ? value : value[..24] + "..." + value[^12..];
}
