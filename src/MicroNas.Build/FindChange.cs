using Microsoft.Build.Framework;

namespace MicroNas.Build;

/// <summary>
/// Compares what a build depends on with what <see cref="RecordState"/> wrote after the last one. What is seen here counts as what the build saw: an edit
/// while it runs is a change for the next one.
/// </summary>
public sealed class FindChange : Microsoft.Build.Utilities.Task
{
    /// <summary>Where the state of the last build stands.</summary>
    [Required]
    public string StateFile { get; set; } = "";

    /// <summary>What is made, for the log.</summary>
    [Required]
    public string Product { get; set; } = "";

    /// <summary>Options and other text that the product depends on.</summary>
    public ITaskItem[] Facts { get; set; } = [];

    /// <summary>Files and folders that it depends on, beside those that the last build recorded.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>Whether options and names make no difference: what changed in the files that the last build recorded.</summary>
    public bool FilesOnly { get; set; }

    /// <summary>Files and folders in which a change does not count.</summary>
    public ITaskItem[] Ignored { get; set; } = [];

    /// <summary>Stands for the product in a list of several.</summary>
    public ITaskItem? Item { get; set; }

    /// <summary>The <see cref="Item"/> where it has to be made.</summary>
    [Output]
    public ITaskItem? ChangedItem { get; set; }

    /// <summary>What is different, in words; empty for nothing.</summary>
    [Output]
    public string Difference { get; set; } = "";

    /// <summary>Whether it has to be made.</summary>
    [Output]
    public bool Changed { get; set; }

    public override bool Execute()
    {
        var recorded = BuildState.Read(StateFile);
        var current = new BuildState(DateTime.UtcNow);
        foreach (var fact in Facts)
        {
            current.AddFact(fact.ItemSpec);
        }

        foreach (var path in Files.Select(file => file.GetMetadata("FullPath")))
        {
            // A file that is named no longer is a change too.
            current.AddFact(path);
            current.Add(path);
        }

        var ignored = Ignored.Select(file => file.GetMetadata("FullPath")).ToArray();
        foreach (var path in (recorded?.Paths ?? []).Where(path => !ignored.Any(other => path == other || path.StartsWith(other + Path.DirectorySeparatorChar, StringComparison.Ordinal))))
        {
            current.Add(path);
        }

        var difference = recorded is null ? "no finished build is known" : recorded.DifferenceFrom(current, FilesOnly);
        Changed = difference is not null;
        Difference = difference ?? "";
        ChangedItem = Changed ? Item : null;
        Log.LogMessage(MessageImportance.Normal, "{0}: {1}", Product, difference ?? "up to date");
        if (Changed && !FilesOnly)
        {
            // Not in a file: another build of the same project may look meanwhile.
            ((IBuildEngine4)BuildEngine).RegisterTaskObject(RecordState.KeyOf(StateFile), current, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        }

        return true;
    }
}
