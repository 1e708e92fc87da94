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

    /// <summary>The folder of one data set.</summary>
    /// <exception cref="MissingDataException">It is not there.</exception>
    public static string Require(string data, string dataset) => Path.Combine(data, dataset) is var folder && Directory.Exists(folder)
        ? folder
        : throw new MissingDataException($"The data set '{folder}' is missing. Set MICRONAS_DATA to the folder that holds '{dataset}'.");
}
