using System.Globalization;
using System.Runtime.InteropServices;

namespace MicroNas.Benchmarks;

/// <summary>
/// Which processor a figure is of: another one takes other times, and may round what oneDNN computes otherwise, so that the same
/// training ends elsewhere.
/// </summary>
internal static class ProcessorName
{
    private const string Descriptions = "/proc/cpuinfo";

    /// <summary>Such as <c>AMD EPYC, family 25, model 17, stepping 1</c>; the architecture alone where the system does not say more.</summary>
    public static string OfThisMachine { get; } = File.Exists(Descriptions) ? Parse(File.ReadLines(Descriptions)) : Architecture;

    private static string Architecture => RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>Of Linux' description of the first core; others are alike on every machine that this is measured on.</summary>
    public static string Parse(IEnumerable<string> lines)
    {
        var values = lines.Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(parts => parts.Length == 2 && parts[1].Length > 0)
            .DistinctBy(parts => parts[0], StringComparer.Ordinal)
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        string?[] parts = [values.GetValueOrDefault("model name"), Number("family", "cpu family"), Number("model", "model"), Number("stepping", "stepping")];
        var known = string.Join(", ", parts.OfType<string>());
        return known.Length == 0 ? Architecture : known;

        string? Number(string name, string key) => values.TryGetValue(key, out var value) ? string.Create(CultureInfo.InvariantCulture, $"{name} {value}") : null;
    }
}
