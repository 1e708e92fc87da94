using System.Reflection;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Tests.Diagnostics;

/// <summary>Every code that can be reported has its section, and no two mean the same.</summary>
public sealed class ErrorPagesTests
{
    private static IReadOnlyList<string> Codes { get; } =
        [.. typeof(DiagnosticCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Every_code_has_one_section_in_the_error_pages()
    {
        var headings = Directory.GetFiles(Repository.File("docs", "errors"), "*.md")
            .SelectMany(File.ReadLines)
            .Where(line => line.StartsWith("## MNAS", StringComparison.Ordinal))
            .Select(line => line[3..11])
            .ToList();

        Assert.Equal(Codes.Order(StringComparer.Ordinal), headings.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_code_is_used_twice() => Assert.Equal(Codes.Count, Codes.Distinct().Count());
}
