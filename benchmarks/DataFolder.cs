namespace MicroNas.Benchmarks;

/// <summary>Finds the folder of real data.</summary>
internal static class DataFolder
{
    /// <summary><c>MICRONAS_DATA</c>, or <c>../shared/datasets</c> beside the repository.</summary>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("MICRONAS_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        return Path.GetFullPath(Path.Combine(RepositoryFolder.TryFind() ?? ".", "..", "shared", "datasets"));
    }
}
