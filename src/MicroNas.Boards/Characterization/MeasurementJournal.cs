using System.Globalization;
using MicroNas.Core.Latency;
using MicroNas.Core.Latency.Tables;
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

    /// <param name="path">Made when it is missing; begun anew when it belongs to another board or another firmware.</param>
    /// <param name="owner">One line that names board, clock, code and flags.</param>
    public MeasurementJournal(string path, string owner)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var text = File.Exists(path) ? File.ReadAllText(path) : "";
        var complete = text[..(text.LastIndexOf('\n') + 1)];
        string[] lines = complete.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var continues = lines.Length > 0 && lines[0] == owner;
        foreach (var line in continues ? lines.Skip(1) : [])
        {
            if (line.Split(" = ") is [var name, var units]
                && double.TryParse(units, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0)
            {
                known[name] = value;
            }
        }

        // Rewritten whole: what a killed run cut short would join with the next line.
        stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        writer = new StreamWriter(stream);
        writer.Write(owner + "\n");
        foreach (var (name, units) in known)
        {
            Write(name, units);
        }

        Flush();
    }

    /// <summary>Operators that an earlier run measured.</summary>
    public int Count => known.Count;

    /// <summary>What an earlier run measured, or what <paramref name="measure"/> says, kept before it is returned.</summary>
    public double Measure(OperatorShape shape, Func<OperatorShape, double> measure)
    {
        var name = OperatorText.Of(OperatorText.Resolve(shape, InferenceRuntime.Micronas));
        if (!known.TryGetValue(name, out var units))
        {
            units = measure(shape);
            known.Add(name, units);
            Write(name, units);
            Flush();
        }

        return units;
    }

    public void Dispose() => writer.Dispose();

    private void Write(string name, double units) => writer.Write(FormattableString.Invariant($"{name} = {units:R}\n"));

    private void Flush()
    {
        writer.Flush();
        stream.Flush(flushToDisk: true);
    }
}
