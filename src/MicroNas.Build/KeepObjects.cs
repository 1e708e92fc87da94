using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MicroNas.Build;

/// <summary>Gives the folder in which a compiler made objects a name under which <see cref="FindObjects"/> finds them.</summary>
public sealed class KeepObjects : Microsoft.Build.Utilities.Task
{
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

    internal static string Format(DateTime time) => time.Ticks.ToString(CultureInfo.InvariantCulture);

    internal static void LogFailure(TaskLoggingHelper log, string folder, Exception exception) => log.LogError(
        null, "MNAS7112", null, folder, 0, 0, 0, 0,
        "{0}", $"The compiled runtime cannot be kept here: {exception.Message} Free space or mend the permissions, or name another folder in the property MicroNasObjectDirectory.");

    internal static string[] Names(ITaskItem[] sources) => [.. sources.Select(source => source.GetMetadata("Filename"))];

    private ITaskItem[] Keep()
    {
        var names = Names(Sources);
        var made = new KeptObjects(Part, names);
        if (!made.AreThere)
        {
            throw new FileNotFoundException("the compiler did not complain and did not write all of its objects.");
        }

        if (!made.Describe(new DateTime(long.Parse(Started, CultureInfo.InvariantCulture), DateTimeKind.Utc)))
        {
            // For this program alone; the part is removed like that of a killed build.
            return made.Items;
        }

        if (KeptObjects.Find(Path.GetDirectoryName(Part), names) is { } others)
        {
            // Another build was faster.
            made.RemoveQuietly();
            return others.Items;
        }

        var folder = Part.Substring(0, Part.Length - KeptObjects.PartSuffix.Length);
        Directory.Move(Part, folder);
        return new KeptObjects(folder, names).Items;
    }
}
