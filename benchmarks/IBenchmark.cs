namespace MicroNas.Benchmarks;

/// <summary>One benchmark of the command line.</summary>
public interface IBenchmark
{
    string Name { get; }

    string Description { get; }

    /// <param name="data">The folder of real data sets.</param>
    /// <param name="log">For progress.</param>
    /// <exception cref="MissingDataException">The data that it needs is not there.</exception>
    BenchmarkResult Run(string data, Action<string> log);
}
