using System.Text.Json.Serialization;

namespace MicroNas.Benchmarks;

/// <summary>What a benchmark measured: figures with goals, and the rows that they were drawn from.</summary>
public sealed record BenchmarkResult(
    string Name, IReadOnlyList<Figure> Figures, IReadOnlyList<SortedDictionary<string, object>> Rows)
{
    /// <summary>What it was measured on.</summary>
    public string Processor { get; } = ProcessorName.OfThisMachine;

    /// <summary>Further tables by title, each with rows of the same columns.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SortedDictionary<string, object>>> Tables { get; init; } =
        new Dictionary<string, IReadOnlyList<SortedDictionary<string, object>>>();

    /// <summary>Files of the repository that the benchmark computed anew, by full path; written with <c>--write</c> alone.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>();
}
