namespace MicroNas.Core.Tests.Configuration;

/// <summary>The repository that the tests were built in.</summary>
internal static class Repository
{
    /// <summary>The full path of one of its files.</summary>
    public static string File(params string[] parts)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(directory!.FullName, "MicroNas.Build.sln")))
        {
            directory = directory.Parent;
        }

        return Path.Combine([directory.FullName, .. parts]);
    }
}
