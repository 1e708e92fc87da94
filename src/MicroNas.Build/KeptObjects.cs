using System.Security.Cryptography;

namespace MicroNas.Build;

/// <summary>
/// A folder of objects, and beside them the list of all files that the compiler read for them, with the hash of each. Once it has its name it is never changed: a
/// linker of another build may be reading it.
/// </summary>
internal sealed class KeptObjects(string folder, IReadOnlyList<string> names)
{
    private const string InputsName = "inputs.txt";
    private const string RelativeTo = "relative to";

    public IEnumerable<string> Objects => names.Select(name => Path.Combine(folder, name + ".o"));

    /// <summary>Whether every object is there, none empty as after a power failure.</summary>
    public bool AreThere => Objects.Select(path => new FileInfo(path)).All(file => file.Exists && file.Length > 0);

    /// <summary>Whether they are what the compiler would make now.</summary>
    public bool AreCurrent()
    {
        try
        {
            return AreThere && File.ReadAllLines(Path.Combine(folder, InputsName)).Select(line => line.Split(['\t'], 2)).All(parts =>
                parts[0] == RelativeTo ? parts[1] == Environment.CurrentDirectory : parts[0] == HashOf(parts[1]));
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
        List<string> lines = [.. read.Select(Path.GetFullPath).Select(path => $"{HashOf(path)}\t{path}")];
        if (!read.All(Path.IsPathRooted))
        {
            // The same command finds other files from elsewhere.
            lines.Add($"{RelativeTo}\t{Environment.CurrentDirectory}");
        }

        File.WriteAllLines(Path.Combine(folder, InputsName), lines);
        return read.All(path => File.GetLastWriteTimeUtc(path) < started - BuildState.FileTimeLag);
    }

    /// <summary>SHA-256, in hexadecimal digits.</summary>
    public static string HashOf(byte[] content)
    {
        using var hash = SHA256.Create();
        return BitConverter.ToString(hash.ComputeHash(content)).Replace("-", "").ToLowerInvariant();
    }

    public static string HashOf(string path) => HashOf(File.ReadAllBytes(path));
}
