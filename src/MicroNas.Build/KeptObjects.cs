using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MicroNas.Build;

/// <summary>
/// A folder of objects, and beside them the list of all files that the compiler read for them, with the hash of each. Once it has its name it is never changed: a
/// linker of another build may be reading it.
/// </summary>
internal sealed class KeptObjects(string folder, IReadOnlyList<string> names)
{
    /// <summary>Of a folder that a compiler is still writing.</summary>
    public const string PartSuffix = ".part";

    private const string InputsName = "inputs.txt";
    private const string RelativeTo = "relative to";

    private IEnumerable<string> Objects => names.Select(name => Path.Combine(folder, name + ".o"));

    /// <summary>For MSBuild, in the order of the names.</summary>
    public ITaskItem[] Items => [.. Objects.Select(path => new TaskItem(NameModels.Escape(path)))];

    /// <summary>Whether every object is there, none empty as after a power failure.</summary>
    public bool AreThere => Objects.Select(path => new FileInfo(path)).All(file => file.Exists && file.Length > 0);

    /// <summary>Whether they are what the compiler would make now.</summary>
    public bool AreCurrent()
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(folder, InputsName));

            // An empty list is that of a power failure.
            return lines.Length > 0 && lines.Select(line => line.Split(['\t'], 2)).All(parts =>
                parts[0] == RelativeTo ? parts[1] == Environment.CurrentDirectory : parts[0] == ContentHash.OfFile(parts[1]));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    /// <summary>Writes the list from the compiler's own rules (<c>-MD</c>).</summary>
    /// <param name="started">When the compiler began.</param>
    /// <returns>False where a file changed since then: nobody knows what the compiler saw of it.</returns>
    public bool Describe(DateTime started)
    {
        var read = names.SelectMany(name => CompilerRules.Prerequisites(File.ReadAllText(Path.Combine(folder, name + ".d")))).Distinct(StringComparer.Ordinal).ToArray();
        List<string> lines = [.. read.Select(Path.GetFullPath).Select(path => $"{ContentHash.OfFile(path)}\t{path}")];
        if (!read.All(Path.IsPathRooted))
        {
            // The same command finds other files from elsewhere.
            lines.Add($"{RelativeTo}\t{Environment.CurrentDirectory}");
        }

        File.WriteAllLines(Path.Combine(folder, InputsName), lines);
        return read.All(path => File.GetLastWriteTimeUtc(path) < started - BuildState.FileTimeLag);
    }

    /// <summary>Those of one key that are current; what is damaged there is removed.</summary>
    /// <returns>Null for none.</returns>
    public static KeptObjects? Find(string keyFolder, IReadOnlyList<string> names)
    {
        if (!Directory.Exists(keyFolder))
        {
            return null;
        }

        var kept = Directory.GetDirectories(keyFolder).Where(path => !path.EndsWith(PartSuffix, StringComparison.Ordinal)).OrderBy(path => path, StringComparer.Ordinal)
            .Select(path => new KeptObjects(path, names)).ToLookup(objects => objects.AreThere);
        foreach (var damaged in kept[false])
        {
            damaged.RemoveQuietly();
        }

        return kept[true].FirstOrDefault(objects => objects.AreCurrent());
    }

    /// <summary>What cannot be removed does no harm.</summary>
    public void RemoveQuietly()
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
