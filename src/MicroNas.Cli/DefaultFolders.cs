namespace MicroNas.Cli;

/// <summary>Folders that are used when nobody names one.</summary>
internal static class DefaultFolders
{
    /// <summary>
    /// The product's C sources: <c>MICRONAS_FIRMWARE</c>, or <c>firmware</c> beside this program or in a folder above it; null where there are none.
    /// </summary>
    public static string? Firmware
    {
        get
        {
            if (Environment.GetEnvironmentVariable("MICRONAS_FIRMWARE") is { Length: > 0 } named)
            {
                return named;
            }

            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "firmware", "runtime", "micronas_runtime.h")))
                {
                    return Path.Combine(folder.FullName, "firmware");
                }
            }

            return null;
        }
    }

    /// <summary>Generated files: <c>obj/micronas</c> beside <c>micronas.yaml</c>, <c>obj/micronas/NAME</c> beside <c>NAME.yaml</c>, since one folder can hold several.</summary>
    public static string Output(FileInfo yaml)
    {
        var folder = Path.Combine(yaml.DirectoryName!, "obj", "micronas");
        var name = Path.GetFileNameWithoutExtension(yaml.Name);
        return name == "micronas" ? folder : Path.Combine(folder, name);
    }

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
