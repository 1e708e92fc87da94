using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MicroNas.Core.Configuration;

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

    /// <summary>Adds every option of a configuration section under <paramref name="prefix"/>, so that a reason can name the one that changed.</summary>
    /// <param name="prefix">For example <c>search</c>.</param>
    /// <param name="section">An option record.</param>
    /// <param name="except">Options that the result does not depend on.</param>
    public StageInputs AddSection(string prefix, object section, params ReadOnlySpan<string> except)
    {
        using var document = JsonDocument.Parse(CanonicalOptions.ToCanonicalJson(section));
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (!except.Contains(property.Name))
            {
                AddElement($"{prefix}.{property.Name}", property.Value);
            }
        }

        return this;
    }

    /// <summary>How these differ from an earlier run's inputs, as a phrase with old and new values; null when nothing differs.</summary>
    public string? DifferenceFrom(IReadOnlyDictionary<string, string> earlier) => Describe(InputChange.Between(earlier, values));

    /// <summary>The first changes and how many more; null for none.</summary>
    internal static string? Describe(IReadOnlyList<InputChange> changes)
    {
        const int Shown = 3;
        var more = changes.Count > Shown ? $", and {changes.Count - Shown} more" : "";
        return changes.Count == 0 ? null : string.Join(", ", changes.Take(Shown)) + more;
    }

    private void AddElement(string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Add(name, element.GetRawText());
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            AddElement($"{name}.{property.Name}", property.Value);
        }
    }
}
