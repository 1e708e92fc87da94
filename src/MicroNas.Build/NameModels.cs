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

    /// <summary>The <c>MicroNasModel</c> items.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Folder for generated files, with a separator at its end.</summary>
    [Required]
    public string OutputDirectory { get; set; } = "";

    /// <summary>One item for each file, with <c>OutputFolder</c> and <c>LockFile</c>.</summary>
    [Output]
    public ITaskItem[] Named { get; set; } = [];

    public override bool Execute()
    {
        // A pattern and the default item may both name the same file.
        var models = Models.GroupBy(model => model.GetMetadata("FullPath"), StringComparer.Ordinal).Select(group => group.Last()).ToArray();
        Named = [.. models.Select(model => Name(model, models.Length == 1))];
        foreach (var same in Named.GroupBy(model => model.GetMetadata("OutputFolder"), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            Log.LogError(
                null, "MNAS7070", null, same.Last().GetMetadata("FullPath"), 0, 0, 0, 0,
                "{0} models would write to the same folder '{1}': {2}. Give each MicroNasModel a Name of its own.",
                same.Count(), same.Key, string.Join(", ", same.Select(model => model.ItemSpec)));
        }

        return !Log.HasLoggedErrors;
    }

    private TaskItem Name(ITaskItem model, bool only)
    {
        var path = model.GetMetadata("FullPath");
        var given = model.GetMetadata("Name");
        var file = Path.GetFileNameWithoutExtension(path);
        var name = given.Length > 0 ? given : file == UsualName ? Path.GetFileName(Path.GetDirectoryName(path)) : file;
        var named = new TaskItem(model);
        named.SetMetadata("OutputFolder", only ? OutputDirectory : OutputDirectory + name + "/");
        named.SetMetadata("LockFile", Path.ChangeExtension(path, ".lock.json"));
        return named;
    }
}
