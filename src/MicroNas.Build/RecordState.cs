using Microsoft.Build.Framework;

namespace MicroNas.Build;

/// <summary>After a successful build: keeps what <see cref="FindChange"/> saw before it, what else it read, and what it made.</summary>
public sealed class RecordState : Microsoft.Build.Utilities.Task
{
    /// <summary>As given to <see cref="FindChange"/>.</summary>
    [Required]
    public string StateFile { get; set; } = "";

    /// <summary>Text files, each line the path of a file or folder that the build read. They may be missing.</summary>
    public ITaskItem[] InputLists { get; set; } = [];

    /// <summary>Rules of the compiler (<c>-MM</c>): what it read.</summary>
    public ITaskItem[] DependencyFiles { get; set; } = [];

    /// <summary>Files that the build made: deleted or edited, they are made again.</summary>
    public ITaskItem[] Results { get; set; } = [];

    /// <summary>Text files, each line the path of a file that the build made.</summary>
    public ITaskItem[] ResultLists { get; set; } = [];

    /// <summary>Folders whose files the build writes, though it reads them too.</summary>
    public ITaskItem[] ResultFolders { get; set; } = [];

    public override bool Execute()
    {
        if (((IBuildEngine4)BuildEngine).UnregisterTaskObject(KeyOf(StateFile), RegisteredTaskObjectLifetime.Build) is not BuildState state)
        {
            throw new InvalidOperationException($"{nameof(FindChange)} did not look at '{StateFile}' in this build.");
        }

        try
        {
            Record(state);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk, for example: what was made stands.
            Log.LogMessage(MessageImportance.High, "'{0}' cannot be written ({1}): the next build makes this again.", StateFile, exception.Message);
        }

        return true;
    }

    internal static object KeyOf(string stateFile) => $"{nameof(MicroNas)} {stateFile}";

    private void Record(BuildState state)
    {
        var read = InputLists.SelectMany(Lines).Concat(DependencyFiles.SelectMany(file => CompilerRules.Prerequisites(Text(file)))).Select(Path.GetFullPath).ToArray();
        foreach (var path in read)
        {
            state.AddLate(path);
        }

        var folders = ResultFolders.Select(folder => Full(folder) + Path.DirectorySeparatorChar).ToArray();
        var written = read.Where(path => folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)));
        foreach (var path in Results.Select(Full).Concat(ResultLists.SelectMany(Lines)).Concat(written))
        {
            state.Add(path);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(StateFile));
        state.Write(StateFile);
    }

    private static string Full(ITaskItem item) => item.GetMetadata("FullPath");

    private static string Text(ITaskItem item) => File.Exists(Full(item)) ? File.ReadAllText(Full(item)) : "";

    private static IEnumerable<string> Lines(ITaskItem item) => File.Exists(Full(item)) ? File.ReadAllLines(Full(item)).Where(line => line.Length > 0) : [];
}
