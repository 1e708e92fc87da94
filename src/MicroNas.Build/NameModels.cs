using System.Globalization;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MicroNas.Build;

/// <summary>
/// Gives every model of a project its folder for generated files: the output folder itself where there is one model, else a folder below it with
/// the model's name, which is the item's <c>Name</c>, or its file's name, or its folder's for a file called <c>micronas.yaml</c>.
/// </summary>
public sealed class NameModels : Microsoft.Build.Utilities.Task
{
    private const string UsualName = "micronas";

    // The MSBuild task splits properties at semicolons, escaped or not; MicroNas.Model.proj puts them back.
    private const char Semicolon = '\u241f';

    /// <summary>The <c>MicroNasModel</c> items.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Folder for generated files, with a separator at its end.</summary>
    [Required]
    public string OutputDirectory { get; set; } = "";

    /// <summary>The engine's <c>MicroNasMode</c>.</summary>
    public string Mode { get; set; } = "";

    /// <summary>Full path of <c>micronas.dll</c>.</summary>
    public string EnginePath { get; set; } = "";

    /// <summary>Full path of this assembly.</summary>
    public string TasksAssembly { get; set; } = "";

    /// <summary>The stage cache; empty for the engine's default.</summary>
    public string CacheDirectory { get; set; } = "";

    /// <summary>The project's folder.</summary>
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The package folder of the project's restore; empty when it has none.</summary>
    public string PackageRoot { get; set; } = "";

    /// <summary>The project's own NuGet configuration; empty when it has none.</summary>
    public string RestoreConfigFile { get; set; } = "";

    /// <summary>Serial port of a board; empty for none.</summary>
    public string Port { get; set; } = "";

    /// <summary>One item for each file, with its <c>OutputFolder</c>, and with the <c>EngineProperties</c> of MicroNas.Model.proj.</summary>
    [Output]
    public ITaskItem[] Named { get; set; } = [];

    public override bool Execute()
    {
        // A pattern and the default item may both name the same file.
        var models = Models.GroupBy(model => model.GetMetadata("FullPath"), StringComparer.Ordinal).Select(group => group.Last()).ToArray();
        Named = [.. models.Select(model => Name(model, models.Length))];
        foreach (var same in Named.GroupBy(model => model.GetMetadata("OutputFolder"), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            Log.LogError(
                null, "MNAS7070", null, same.Last().GetMetadata("FullPath"), 0, 0, 0, 0,
                "{0} models would write to the same folder '{1}': {2}. Give each MicroNasModel a Name of its own.",
                same.Count(), same.Key, string.Join(", ", same.Select(model => model.ItemSpec)));
        }

        return !Log.HasLoggedErrors;
    }

    private TaskItem Name(ITaskItem model, int count)
    {
        var path = model.GetMetadata("FullPath");
        var given = model.GetMetadata("Name");
        var file = Path.GetFileNameWithoutExtension(path);
        var name = given.Length > 0 ? given : file == UsualName ? Path.GetFileName(Path.GetDirectoryName(path)) : file;
        var named = new TaskItem(model);
        var folder = count == 1 ? OutputDirectory : OutputDirectory + name + "/";
        named.SetMetadata("OutputFolder", Escape(folder));
        (string Name, string Value)[] properties =
        [
            ("Model", path), ("ModelFolder", folder), ("LockFile", Path.ChangeExtension(path, ".lock.json")),
            ("Name", name), ("ModelCount", count.ToString(CultureInfo.InvariantCulture)), ("ProjectDirectory", ProjectDirectory),
            ("PackageRoot", PackageRoot), ("RestoreConfigFile", RestoreConfigFile), ("Mode", Mode), ("EnginePath", EnginePath),
            ("TasksAssembly", TasksAssembly), ("CacheDirectory", CacheDirectory), ("Port", Port),
        ];
        named.SetMetadata("EngineProperties", string.Join(";", properties.Select(property =>
            $"_MicroNasGiven{property.Name}={Escape(property.Value.Replace(';', Semicolon))}")));
        return named;
    }

    /// <summary>Metadata that a task sets are taken as MSBuild writes them: with these characters as %XX.</summary>
    internal static string Escape(string value)
    {
        var text = new StringBuilder();
        foreach (var character in value)
        {
            text.Append("%*?@$();'".IndexOf(character) >= 0 ? "%" + ((int)character).ToString("x2", CultureInfo.InvariantCulture) : character.ToString());
        }

        return text.ToString();
    }
}
