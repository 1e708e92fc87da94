using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MicroNas.Build;

/// <summary>Gives the folder in which a compiler made objects a name under which <see cref="FindObjects"/> finds them.</summary>
public sealed class KeepObjects : Microsoft.Build.Utilities.Task
{
    internal const string PartSuffix = ".part";

    /// <inheritdoc cref="FindObjects.Part"/>
    [Required]
    public string Part { get; set; } = "";

    /// <inheritdoc cref="FindObjects.Started"/>
    [Required]
    public string Started { get; set; } = "";

    /// <inheritdoc cref="FindObjects.Sources"/>
    [Required]
    public ITaskItem[] Sources { get; set; } = [];

    /// <summary>In the order of <see cref="Sources"/>, where they stand now.</summary>
    [Output]
    public ITaskItem[] Objects { get; set; } = [];

    public override bool Execute()
    {
        try
        {
            Objects = Keep();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFailure(Log, Part, exception);
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>The objects that a folder of one key has for the files as they are now; empty for none.</summary>
    internal static ITaskItem[] Find(string folder, ITaskItem[] sources)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var kept = Directory.GetDirectories(folder).Where(path => !path.EndsWith(PartSuffix, StringComparison.Ordinal)).OrderBy(path => path, StringComparer.Ordinal)
            .ToLookup(path => new KeptObjects(path, Names(sources)).AreThere);
        foreach (var damaged in kept[false])
        {
            RemoveQuietly(damaged);
        }

        var found = kept[true].Select(path => new KeptObjects(path, Names(sources))).FirstOrDefault(objects => objects.AreCurrent());
        return found is null ? [] : Items(found);
    }

    internal static string Format(DateTime time) => time.Ticks.ToString(CultureInfo.InvariantCulture);

    internal static void LogFailure(TaskLoggingHelper log, string folder, Exception exception) => log.LogError(
        null, "MNAS7112", null, folder, 0, 0, 0, 0,
        "{0}", $"The compiled runtime cannot be kept here: {exception.Message} Free space or mend the permissions, or name another folder in the property MicroNasObjectDirectory.");

    /// <summary>What cannot be removed does no harm.</summary>
    internal static void RemoveQuietly(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static string[] Names(ITaskItem[] sources) => [.. sources.Select(source => source.GetMetadata("Filename"))];

    private static ITaskItem[] Items(KeptObjects objects) => [.. objects.Objects.Select(path => new TaskItem(NameModels.Escape(path)))];

    private ITaskItem[] Keep()
    {
        var made = new KeptObjects(Part, Names(Sources));
        if (!made.AreThere)
        {
            throw new FileNotFoundException("the compiler did not complain and did not write all of its objects.");
        }

        if (!made.Describe(new DateTime(long.Parse(Started, CultureInfo.InvariantCulture), DateTimeKind.Utc)))
        {
            // For this program alone; the part is removed like that of a killed build.
            return Items(made);
        }

        if (Find(Path.GetDirectoryName(Part), Sources) is { Length: > 0 } others)
        {
            // Another build was faster.
            RemoveQuietly(Part);
            return others;
        }

        var folder = Part.Substring(0, Part.Length - PartSuffix.Length);
        Directory.Move(Part, folder);
        return Items(new KeptObjects(folder, Names(Sources)));
    }
}
