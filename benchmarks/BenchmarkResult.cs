namespace MicroNas.Benchmarks;

/// <summary>What a benchmark measured: figures with goals, and the rows that they were drawn from.</summary>
public sealed record BenchmarkResult(
    string Name, IReadOnlyList<Figure> Figures, IReadOnlyList<SortedDictionary<string, object>> Rows);
