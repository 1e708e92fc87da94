using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Configuration;

/// <summary>Generates the JSON schema (draft 7, which editors read) of <c>micronas.yaml</c> from the option types.</summary>
public sealed class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly OptionDocumentation documentation;

    private ConfigurationSchema(OptionDocumentation documentation)
    {
        this.documentation = documentation;
    }

    /// <summary>The schema's text, which ends with a line feed.</summary>
    /// <param name="documentation">MicroNas.Core.xml, which the compiler writes beside the assembly: the descriptions come from it.</param>
    public static string Generate(XDocument documentation)
    {
        var generator = new ConfigurationSchema(new OptionDocumentation(documentation));
        var root = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "micronas.yaml",
        };
        generator.Describe(root, new ProjectOptions());
        root["patternProperties"] = new JsonObject
        {
            [$"^{OptionBinder.ExtensionPrefix}"] = new JsonObject { ["description"] = "Your own: a place for YAML anchors." },
        };
        return root.ToJsonString(Format) + "\n";
    }

    private static JsonObject TypeOf(Type type)
    {
        if (OptionList.ElementType(type) is { } element)
        {
            return new JsonObject { ["type"] = "array", ["items"] = TypeOf(element) };
        }

        if (OptionScalar.QuantityOf(type) is { } quantity)
        {
            return new JsonObject { ["type"] = "string", ["pattern"] = quantity.Pattern };
        }

        if (type.IsEnum)
        {
            return new JsonObject { ["enum"] = new JsonArray([.. OptionDescription.Choices(type).Select(choice => (JsonNode)choice.Name)]) };
        }

        return type switch
        {
            _ when type == typeof(int) => new JsonObject { ["type"] = "integer" },
            _ when type == typeof(double) => new JsonObject { ["type"] = "number" },
            _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
            // Names may look like numbers: a class called 1, a channel's index.
            _ => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
        };
    }

    private void Describe(JsonObject schema, object section)
    {
        schema["description"] = documentation.Of(section.GetType());
        schema["type"] = "object";
        var options = OptionDescription.Of(section.GetType());
        if (options.Where(option => option.IsRequired).Select(option => (JsonNode)option.Key).ToArray() is { Length: > 0 } required)
        {
            schema["required"] = new JsonArray(required);
        }
        else
        {
            // A section whose options are all commented out is nothing, not a group.
            schema["type"] = new JsonArray("object", "null");
        }

        var properties = new JsonObject();
        foreach (var option in options)
        {
            properties[option.Key] = Describe(option, option.Property.GetValue(section));
        }

        schema["properties"] = properties;
        schema["additionalProperties"] = false;
    }

    private JsonObject Describe(OptionDescription option, object? defaultValue)
    {
        var schema = new JsonObject();
        if (option.IsSection)
        {
            Describe(schema, defaultValue!);
            schema["description"] = documentation.Of(option.Property);
            return schema;
        }

        schema = option.IsNullable
            ? new JsonObject { ["anyOf"] = new JsonArray(TypeOf(option.ValueType), new JsonObject { ["type"] = "null" }) }
            : TypeOf(option.ValueType);
        schema.Insert(0, "description", documentation.Of(option.Property));
        AddChecks(option, option.IsNullable ? schema["anyOf"]![0]!.AsObject() : schema);
        if (defaultValue is not null && !option.IsRequired && !option.HasDependentDefault)
        {
            schema["default"] = JsonNode.Parse(CanonicalOptions.ToCanonicalJson(defaultValue));
        }

        return schema;
    }

    private static JsonNode Number(object bound) => bound is int whole ? whole : (double)bound;

    private static void AddChecks(OptionDescription option, JsonObject schema)
    {
        foreach (var check in option.Checks)
        {
            switch (check)
            {
                case RangeAttribute range:
                    schema["minimum"] = Number(range.Minimum);
                    schema["maximum"] = Number(range.Maximum);
                    break;
                case IdentifierAttribute:
                    schema["type"] = "string";
                    schema["pattern"] = IdentifierAttribute.Pattern;
                    break;
                case MicrocontrollerAttribute:
                    schema.Remove("type");
                    schema["enum"] = new JsonArray([.. MicrocontrollerCatalog.All.Select(entry => (JsonNode)entry.Id)]);
                    break;
            }
        }
    }
}
