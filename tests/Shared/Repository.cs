namespace MicroNas.Tests.Shared;

/// <summary>The repository that the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } =
        Find() ?? throw new DirectoryNotFoundException("MicroNas.Build.sln is not above the tests: they do not run inside the repository.");

    /// <summary>The full path of one of its files or folders.</summary>
    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string? Find()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder, "MicroNas.Build.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
