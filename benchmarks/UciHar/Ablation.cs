namespace MicroNas.Benchmarks.UciHar;

/// <summary>What a case says besides what every case does, such as the default with one part of its recipe switched, to see what that part is worth.</summary>
/// <param name="Name">Stands where other cases have their method.</param>
/// <param name="Search">Added to <c>search</c>; null for nothing.</param>
/// <param name="Training">Added to <c>training</c>.</param>
/// <param name="Dataset">Lines of <c>dataset</c>, not indented.</param>
internal sealed record Ablation(string Name, string? Search = null, string? Training = null, string? Dataset = null);
