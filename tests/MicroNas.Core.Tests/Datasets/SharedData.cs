namespace MicroNas.Core.Tests.Datasets;

/// <summary>The real data, which is not part of the repository.</summary>
internal static class SharedData
{
    /// <summary>A folder of <c>MICRONAS_DATA</c>, or of <c>shared/datasets</c> beside the repository; the test is skipped without it.</summary>
    public static string Folder(string name)
    {
        var root = Environment.GetEnvironmentVariable("MICRONAS_DATA") ?? FindDefault();
        var folder = root is null ? null : Path.Combine(root, name);
        Skip.If(folder is null || !Directory.Exists(folder), $"real data '{name}' is not there; set MICRONAS_DATA to its folder");
        return folder!;
    }

    private static string? FindDefault()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, "shared", "datasets");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
