namespace MicroNas.Cli;

/// <summary>Folders that are used when nobody names one.</summary>
internal static class DefaultFolders
{
    /// <summary>The stage cache: <c>MICRONAS_CACHE</c>, or <c>micronas</c> in the user's cache folder.</summary>
    public static string Cache
    {
        get
        {
            if (Environment.GetEnvironmentVariable("MICRONAS_CACHE") is { Length: > 0 } named)
            {
                return named;
            }

            if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg)
            {
                return Path.Combine(xdg, "micronas");
            }

            return OperatingSystem.IsWindows()
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "micronas", "cache")
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "micronas");
        }
    }
}
