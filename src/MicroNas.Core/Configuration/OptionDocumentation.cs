using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MicroNas.Core.Configuration;

/// <summary>Looks up docstrings in the XML file that the compiler writes, so that an option is described in one place only.</summary>
internal sealed partial class OptionDocumentation(XDocument documentation)
{
    private readonly Dictionary<string, XElement> members = documentation
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>A property's summary as one line; of a positional record, the parameter's.</summary>
    public string Of(PropertyInfo property)
    {
        var type = property.DeclaringType!.FullName;
        var element = members.GetValueOrDefault($"P:{type}.{property.Name}")?.Element("summary")
            ?? members.GetValueOrDefault($"T:{type}")?.Elements("param").FirstOrDefault(param => param.Attribute("name")?.Value == property.Name)
            ?? throw new InvalidOperationException($"{type}.{property.Name} has no docstring");
        return Flatten(element);
    }

    /// <summary>A type's summary as one line.</summary>
    public string Of(Type type) => Flatten(
        members.GetValueOrDefault($"T:{type.FullName}")?.Element("summary")
        ?? throw new InvalidOperationException($"{type} has no docstring"));

    private static string Flatten(XElement element)
    {
        var text = string.Concat(element.Nodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement reference when reference.Attribute("cref") is { } target => target.Value[(target.Value.LastIndexOf('.') + 1)..],
            XElement other => other.Value,
            _ => "",
        }));
        return WhiteSpace().Replace(text, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
