using System.Reflection;
using System.Text.Json;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Tests.Configuration;

public class DocumentationTests
{
    [Theory]
    [InlineData("MNAS1", "configuration")]
    [InlineData("MNAS3", "data")]
    [InlineData("MNAS40", "characterization")]
    public void Every_code_has_one_section_and_every_section_a_code(string prefix, string page)
    {
        var codes = typeof(DiagnosticCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(code => code.StartsWith(prefix, StringComparison.Ordinal))
            .Order();
        var sections = File.ReadLines(Repository.File("docs", "errors", $"{page}.md"))
            .Where(line => line.StartsWith("## MNAS", StringComparison.Ordinal))
            .Select(line => line[3..line.IndexOf(':', StringComparison.Ordinal)]);
        Assert.Equal(codes, sections);
    }

    /// <summary>The reference page has each option's key and description as the schema, and so the type, has it.</summary>
    [Fact]
    public void Every_option_stands_in_the_reference()
    {
        var page = File.ReadAllText(Repository.File("docs", "configuration.md"));
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.File("docs", "micronas.schema.json")));
        var missing = Options(schema.RootElement).Where(option => !page.Contains(option.Description, StringComparison.Ordinal)
            || !(page.Contains($"| `{option.Key}` |", StringComparison.Ordinal) || page.Contains($"# {option.Path}\n", StringComparison.Ordinal)));
        Assert.Empty(missing.Select(option => option.Path));
    }

    [Fact]
    public void Every_field_of_a_report_stands_in_its_reference()
    {
        var page = File.ReadAllText(Repository.File("docs", "report.md"));
        Assert.All(Fields(typeof(ModelReport)).Distinct(), field => Assert.Contains($"`{field}`", page, StringComparison.Ordinal));
    }

    /// <summary>In JSON, those of records within it too; what int8 costs has a table of its own.</summary>
    private static IEnumerable<string> Fields(Type report)
    {
        foreach (var property in report.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            yield return JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var type = property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[^1] : property.PropertyType;
            if (type.Namespace == report.Namespace && type != typeof(QuantizationReport))
            {
                foreach (var inner in Fields(type))
                {
                    yield return inner;
                }
            }
        }
    }

    private static IEnumerable<(string Path, string Key, string Description)> Options(JsonElement section, string prefix = "")
    {
        foreach (var option in section.GetProperty("properties").EnumerateObject())
        {
            yield return (prefix + option.Name, option.Name, option.Value.GetProperty("description").GetString()!);
            if (option.Value.TryGetProperty("properties", out _))
            {
                foreach (var inner in Options(option.Value, $"{prefix}{option.Name}."))
                {
                    yield return inner;
                }
            }
        }
    }
}
