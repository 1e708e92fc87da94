using System.Text;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Tests.Configuration;

/// <summary>Reads configurations that tests write as text.</summary>
internal static class ConfigurationText
{
    public const string Minimal = """
        model: wearable
        dataset:
          format: synthetic
        target: { mcu: stm32l552ze }
        budget: { latency: 25 ms, memory: 32 kB }
        """;

    public static ConfigurationResult Read(string text, string? baseDirectory = null) => Read(Encoding.UTF8.GetBytes(text), baseDirectory);

    public static ConfigurationResult Read(byte[] bytes, string? baseDirectory = null) =>
        ConfigurationReader.Read(new MemoryStream(bytes), "micronas.yaml", baseDirectory);

    /// <summary>The errors of a text that must not be accepted.</summary>
    public static IReadOnlyList<Diagnostic> Errors(string text, string? baseDirectory = null) =>
        Assert.Throws<MicroNasException>(() => Read(text, baseDirectory)).Diagnostics;

    /// <summary>Errors as "line,column code", which is what an editor jumps to.</summary>
    public static IReadOnlyList<string> Places(string text, string? baseDirectory = null) =>
        [.. Errors(text, baseDirectory).Select(error => FormattableString.Invariant($"{error.Location!.Value.Line},{error.Location.Value.Column} {error.Code}"))];
}
