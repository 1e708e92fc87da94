using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Configuration;

/// <summary>Writes a document's values into option records, by reflection over <see cref="OptionDescription"/>; collects every error.</summary>
internal sealed class OptionBinder(List<Diagnostic> errors, Dictionary<string, SourceLocation> locations)
{
    /// <summary>Keys of the root that begin so are the user's own: a place for anchors.</summary>
    public const string ExtensionPrefix = "x-";

    /// <summary>Fills <paramref name="section"/>, a fresh instance that holds the defaults.</summary>
    /// <param name="path">The section's key path with a dot at its end; empty for the root.</param>
    public void Bind(MappingNode mapping, object section, string path)
    {
        var options = OptionDescription.Of(section.GetType());
        foreach (var entry in mapping.Entries)
        {
            if (options.FirstOrDefault(option => option.Key == entry.Key) is { } option)
            {
                locations[path + option.Key] = entry.Value is ScalarNode { IsNull: true } ? entry.KeyLocation : entry.Value.Location;
                BindOption(option, entry, section, path + option.Key);
            }
            else if (path.Length > 0 || !entry.Key.StartsWith(ExtensionPrefix, StringComparison.Ordinal))
            {
                var keys = options.Select(candidate => candidate.Key).ToList();
                var shown = new ScalarNode(entry.Key, false, default).Kind;
                Report(
                    DiagnosticCodes.UnknownKey,
                    $"{shown} is no option of {Described(path)}{NearestName.Hint(entry.Key, keys)} Known: {string.Join(", ", keys)}.",
                    entry.KeyLocation);
            }
        }

        foreach (var missing in options.Where(option => option.IsRequired && mapping.Find(option.Key) is null))
        {
            var inside = missing.IsSection
                ? OptionDescription.Of(missing.ValueType).Where(option => option.IsRequired).Select(option => $" with '{option.Key}'").FirstOrDefault()
                : null;
            Report(DiagnosticCodes.MissingKey, $"the required key '{path}{missing.Key}'{inside} is missing.", mapping.Location);
        }
    }

    private static string Described(string path) => path.Length == 0 ? "the file's top level" : $"'{path[..^1]}'";

    private void BindOption(OptionDescription option, MappingEntry entry, object section, string path)
    {
        var node = entry.Value;
        if (option.IsSection)
        {
            BindSection(option, entry, section, path);
        }
        else if (node is ScalarNode { IsNull: true })
        {
            if (option.IsRequired || !option.IsNullable)
            {
                Report(DiagnosticCodes.WrongType, $"'{path}' has no value. Write one, or remove the key.", entry.KeyLocation);
            }
        }
        else if (Convert(option.ValueType, node, path) is { } value && Check(option, value, node, path))
        {
            option.Property.SetValue(section, value);
        }
    }

    private void BindSection(OptionDescription option, MappingEntry entry, object section, string path)
    {
        var child = option.Property.GetValue(section)!;
        switch (entry.Value)
        {
            case MappingNode mapping:
                Bind(mapping, child, path + ".");
                break;
            case ScalarNode { IsNull: true }:
                Bind(new MappingNode([], entry.KeyLocation, 1, 1), child, path + ".");
                break;
            default:
                var keys = string.Join(", ", OptionDescription.Of(option.ValueType).Select(inner => inner.Key));
                Report(DiagnosticCodes.WrongType, $"'{path}' is {entry.Value.Kind}; expected a group of keys: {keys}.", entry.Value.Location);
                break;
        }
    }

    private bool Check(OptionDescription option, object value, ConfigurationNode node, string path)
    {
        var failed = option.Checks.FirstOrDefault(check => !check.IsValid(value));
        switch (failed)
        {
            case null:
                return true;
            case RangeAttribute range:
                Report(
                    DiagnosticCodes.OutOfRange,
                    FormattableString.Invariant($"'{path}' is {value}; expected {range.Minimum} to {range.Maximum}."),
                    node.Location);
                return false;
            case IdentifierAttribute:
                Report(
                    DiagnosticCodes.NotIdentifier,
                    $"'{path}' is {node.Kind}; expected a C identifier that is no keyword: a letter, then letters, digits and underscores, at most 63.",
                    node.Location);
                return false;
            case MicrocontrollerAttribute:
                var known = MicrocontrollerCatalog.All.Select(entry => entry.Id).ToList();
                Report(
                    DiagnosticCodes.UnknownMicrocontroller,
                    $"{node.Kind} is no known microcontroller{NearestName.Hint(value.ToString()!, known)} Known: {string.Join(", ", known)}.",
                    node.Location);
                return false;
            default:
                Report(DiagnosticCodes.OutOfRange, $"'{path}' is {node.Kind}; expected {failed.ErrorMessage}.", node.Location);
                return false;
        }
    }

    /// <summary>The value, or null after an error was reported.</summary>
    private object? Convert(Type type, ConfigurationNode node, string path)
    {
        if (OptionList.ElementType(type) is { } element)
        {
            return ConvertList(element, node, path);
        }

        if (node is not ScalarNode scalar)
        {
            Report(DiagnosticCodes.WrongType, $"'{path}' is {node.Kind}; expected {OptionScalar.Expected(type)}.", node.Location);
            return null;
        }

        var value = OptionScalar.Convert(type, scalar, out var code, out var problem);
        if (value is null)
        {
            Report(code, $"'{path}' is {scalar.Kind}: {problem}{(problem.EndsWith('?') ? "" : ".")}", node.Location);
        }

        return value;
    }

    private object? ConvertList(Type element, ConfigurationNode node, string path)
    {
        if (node is not SequenceNode sequence)
        {
            Report(DiagnosticCodes.WrongType, $"'{path}' is {node.Kind}; expected a list, such as [a, b, c].", node.Location);
            return null;
        }

        var values = new List<object>();
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            var itemPath = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            locations[itemPath] = sequence.Items[i].Location;
            if (Convert(element, sequence.Items[i], itemPath) is { } value)
            {
                values.Add(value);
            }
        }

        return values.Count == sequence.Items.Count ? OptionList.Create(element, values) : null;
    }

    private void Report(string code, string message, SourceLocation location) => errors.Add(Diagnostic.Error(code, message, location));
}
