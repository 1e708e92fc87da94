namespace MicroNas.Benchmarks;

/// <summary>Finds the folder of the repository that the benchmarks were built in.</summary>
internal static class RepositoryFolder
{
    /// <exception cref="MissingDataException">The program runs outside the repository.</exception>
    public static string Find() => TryFind() ?? throw new MissingDataException(
        $"No folder above '{AppContext.BaseDirectory}' holds MicroNas.Build.sln. Run the benchmarks from the repository that they were built in.");

    /// <summary>Null where the program runs outside the repository.</summary>
    public static string? TryFind()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MicroNas.Build.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}
