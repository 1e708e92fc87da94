using System.Globalization;
using System.Text;

namespace MicroNas.Build;

/// <summary>
/// What a build depends on, as it stood at one moment: files by length and time of change, folders by the names in them, and facts such as
/// options. Any difference counts, not only a later time: an older file may have replaced a newer one.
/// </summary>
internal sealed class BuildState
{
    private const string Header = "micronas build state 1";
    private const string Absent = "absent";
    private const string FactMark = "fact";

    // The time of a file can lag behind the clock by a tick of the kernel.
    internal static readonly TimeSpan FileTimeLag = TimeSpan.FromMilliseconds(50);

    private readonly SortedSet<string> facts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> files = new(StringComparer.Ordinal);

    /// <param name="started">When the build began to look.</param>
    public BuildState(DateTime started)
    {
        Started = started;
    }

    public DateTime Started { get; }

    public IEnumerable<string> Paths => files.Keys;

    /// <summary>Null where there is none, or one that is damaged or of another version.</summary>
    public static BuildState? Read(string path)
    {
        try
        {
            var lines = File.ReadAllLines(path);
            if (lines.Length < 2 || lines[0] != Header)
            {
                return null;
            }

            var state = new BuildState(new DateTime(long.Parse(lines[1], CultureInfo.InvariantCulture), DateTimeKind.Utc));
            foreach (var parts in lines.Skip(2).Select(line => line.Split('\t')))
            {
                if (parts[0] == FactMark)
                {
                    state.facts.Add(parts[1]);
                }
                else
                {
                    state.files[parts[1]] = parts[0];
                }
            }

            return state;
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>To a temporary name first: a killed build leaves the old state, the new one or none, never a part.</summary>
    public void Write(string path)
    {
        var lines = new List<string> { Header, Started.Ticks.ToString(CultureInfo.InvariantCulture) };
        lines.AddRange(facts.Select(fact => $"{FactMark}\t{fact}"));
        lines.AddRange(files.Select(file => $"{file.Value}\t{file.Key}"));
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllLines(temporary, lines);
        File.Delete(path);
        File.Move(temporary, path);
    }

    public void AddFact(string fact) => facts.Add(string.Join(" ", fact.Split('\t', '\r', '\n')));

    /// <summary>A file or folder as it stands now; it may be absent.</summary>
    public void Add(string path) => files[path] = Describe(path);

    /// <summary>One that was not looked at before: when it changed since <see cref="Started"/>, nobody knows what the build saw of it.</summary>
    public void AddLate(string path)
    {
        if (!files.ContainsKey(path))
        {
            files[path] = File.GetLastWriteTimeUtc(path) >= Started - FileTimeLag ? "changed during the build" : Describe(path);
        }
    }

    /// <summary>What is different in <paramref name="now"/>, in words; null when nothing is.</summary>
    /// <param name="now">Another state of the same product.</param>
    /// <param name="filesOnly">Whether facts make no difference.</param>
    public string? DifferenceFrom(BuildState now, bool filesOnly = false)
    {
        if (!filesOnly && !facts.SetEquals(now.facts))
        {
            var (gone, came) = (facts.Except(now.facts).FirstOrDefault(), now.facts.Except(facts).FirstOrDefault());
            return gone is null ? $"new: {came}" : came is null ? $"gone: {gone}" : $"{gone} -> {came}";
        }

        foreach (var file in files)
        {
            if (now.files.TryGetValue(file.Key, out var state) && state != file.Value)
            {
                return state == Absent ? $"{file.Key} is gone" : file.Value == Absent ? $"{file.Key} is new" : $"{file.Key} changed";
            }
        }

        return null;
    }

    private static string Describe(string path)
    {
        var file = new FileInfo(path);
        if (file.Exists)
        {
            return string.Format(CultureInfo.InvariantCulture, "{0} {1}", file.Length, file.LastWriteTimeUtc.Ticks);
        }

        if (!Directory.Exists(path))
        {
            return Absent;
        }

        string names;
        try
        {
            names = string.Join("\n", Directory.EnumerateFileSystemEntries(path).OrderBy(name => name, StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The engine says what is wrong with it, where it has to read it.
            return "unreadable";
        }

        return ContentHash.Of(Encoding.UTF8.GetBytes(names));
    }
}
