namespace MicroNas.Tests.Shared;

/// <summary>
/// The real data and models that are not part of the repository: folders beside each other, in <c>shared</c> beside the
/// repository or around the folder that <c>MICRONAS_DATA</c> names.
/// </summary>
internal static class SharedFolder
{
    private static string? Data { get; } =
        Environment.GetEnvironmentVariable("MICRONAS_DATA") is { Length: > 0 } named ? Path.GetFullPath(named) : Default("datasets");

    /// <summary>The folder of a data set; the test is skipped without it.</summary>
    public static string Dataset(string name)
    {
        var folder = Data is null ? null : Path.Combine(Data, name);
        Skip.If(!Directory.Exists(folder), $"real data '{name}' is not there; set MICRONAS_DATA to its folder");
        return folder!;
    }

    /// <summary>A folder beside the data sets, null where there is none.</summary>
    public static string? Beside(string name) =>
        Data is not null && Path.Combine(Data, "..", name) is var beside && Directory.Exists(beside) ? beside : Default(name);

    /// <summary>Why a test without <see cref="Beside"/> is skipped.</summary>
    public static string Missing(string name) => $"The folder shared/{name} is not beside the repository (or beside MICRONAS_DATA).";

    private static string? Default(string name)
    {
        for (var folder = Repository.Root; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(folder, "shared", name) is var candidate && Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
