using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MicroNas.Build;

/// <summary>Gives the folder in which a compiler made objects the name under which <see cref="FindObjects"/> looks for them.</summary>
public sealed class KeepObjects : Microsoft.Build.Utilities.Task
{
    /// <inheritdoc cref="FindObjects.Part"/>
    [Required]
    public string Part { get; set; } = "";

    /// <inheritdoc cref="FindObjects.Folder"/>
    [Required]
    public string Folder { get; set; } = "";

    /// <inheritdoc cref="FindObjects.Objects"/>
    [Required]
    public ITaskItem[] Objects { get; set; } = [];

    public override bool Execute()
    {
        try
        {
            Keep();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFailure(Log, Folder, exception);
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>Whether all are there, none empty as after a power failure.</summary>
    internal static bool AreThere(IEnumerable<ITaskItem> objects) =>
        objects.Select(item => new FileInfo(item.GetMetadata("FullPath"))).All(file => file.Exists && file.Length > 0);

    internal static void LogFailure(TaskLoggingHelper log, string folder, Exception exception) => log.LogError(
        null, "MNAS7112", null, folder, 0, 0, 0, 0,
        "{0}", $"The compiled runtime cannot be kept here: {exception.Message} Free space or mend the permissions, or name another folder in the property MicroNasObjectDirectory.");

    private void Keep()
    {
        if (Directory.Exists(Folder) && !AreThere(Objects))
        {
            // Moved into the part, which is removed if this build fails.
            RemoveDamaged(Path.Combine(Part, "damaged"));
        }

        try
        {
            Directory.Move(Part, Folder);
        }
        catch (IOException) when (AreThere(Objects))
        {
            // Another build was faster; its objects are the same.
            Directory.Delete(Part, recursive: true);
        }
    }

    private void RemoveDamaged(string aside)
    {
        try
        {
            Directory.Move(Folder, aside);
            Directory.Delete(aside, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another build removed it first.
        }
    }
}
