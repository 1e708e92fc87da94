namespace MicroNas.Benchmarks;

/// <summary>Environment variables of one benchmark.</summary>
/// <param name="Prefix">Their names begin with it, such as <c>MICRONAS_UCI_HAR_</c>.</param>
internal sealed record BenchmarkVariables(string Prefix)
{
    /// <summary>Null where the variable is empty or missing.</summary>
    public string? Read(string name) => Environment.GetEnvironmentVariable(Prefix + name) is { Length: > 0 } value ? value : null;

    /// <summary>The parts between commas; null where the variable is empty or missing.</summary>
    public IReadOnlyList<string>? ReadList(string name) => Read(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>For a value that the variable cannot have.</summary>
    public MissingDataException Wrong(string name, string value, string expected) => new($"{Prefix}{name} is '{value}'; expected {expected}.");
}
