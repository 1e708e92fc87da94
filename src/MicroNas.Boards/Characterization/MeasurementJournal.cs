using System.Globalization;
using System.IO.Hashing;
using System.Text;
using MicroNas.Core.Latency;
using MicroNas.Core.Latency.Tables;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Targets;

namespace MicroNas.Boards.Characterization;

/// <summary>
/// Measured operators, kept as they come: a line each, flushed to the disk. An interrupted characterization of the same board finds them again; a
/// line that was cut short counts as not written.
/// </summary>
public sealed class MeasurementJournal : IDisposable
{
    private readonly Dictionary<string, double> known = new(StringComparer.Ordinal);
    private readonly FileStream stream;
    private readonly StreamWriter writer;

    /// <param name="path">Made when it is missing; one of another board or firmware is set aside under <see cref="SetAside"/>, and comes back when that measures again.</param>
    /// <param name="owner">One line that names board, clock, code and flags.</param>
    public MeasurementJournal(string path, string owner)
    {
        path = Path.GetFullPath(path);
        var lines = ReadLines(path);
        if (lines.Length > 1 && lines[0] != owner)
        {
            SetAside = PathOf(path, lines[0]);
            File.Move(path, SetAside, overwrite: true);
            lines = ReadLines(PathOf(path, owner));
        }

        foreach (var line in lines.Skip(1))
        {
            if (line.Split(" = ") is [var name, var units, _]
                && double.TryParse(units, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Line(name, value) == line + "\n")
            {
                known[name] = value;
            }
        }

        // Written anew and whole: what a killed run cut short would join with the next line.
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(owner + "\n" + string.Concat(known.Select(pair => Line(pair.Key, pair.Value)))));
        stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        writer = new StreamWriter(stream);
    }

    /// <summary>Operators that are kept.</summary>
    public int Count => known.Count;

    /// <summary>Where the measurements of another board or firmware were moved to; null where there were none.</summary>
    public string? SetAside { get; }

    /// <summary>What an earlier run measured, or what <paramref name="measure"/> says, kept before it is returned.</summary>
    public double Measure(OperatorShape shape, Func<OperatorShape, double> measure)
    {
        var name = OperatorText.Of(OperatorText.Resolve(shape, InferenceRuntime.Micronas));
        if (!known.TryGetValue(name, out var units))
        {
            units = measure(shape);
            known.Add(name, units);
            writer.Write(Line(name, units));
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        return units;
    }

    public void Dispose() => writer.Dispose();

    private static string[] ReadLines(string path)
    {
        var text = File.Exists(path) ? File.ReadAllText(path) : "";
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string PathOf(string path, string owner) => $"{path}.{Crc32.HashToUInt32(Encoding.UTF8.GetBytes(owner)):x8}";

    /// <summary>The checksum is the line's own: a figure that was changed by hand or by a disk is measured again.</summary>
    private static string Line(string name, double units)
    {
        var content = FormattableString.Invariant($"{name} = {units:R}");
        return $"{content} = {Crc32.HashToUInt32(Encoding.UTF8.GetBytes(content)):x8}\n";
    }
}
