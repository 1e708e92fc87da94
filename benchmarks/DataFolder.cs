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

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MicroNas.Build.sln")))
        {
            folder = folder.Parent;
        }

        return Path.GetFullPath(Path.Combine(folder?.FullName ?? ".", "..", "shared", "datasets"));
    }
}
