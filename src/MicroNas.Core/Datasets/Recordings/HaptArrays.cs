using MicroNas.Core.Datasets.Arrays;
using MicroNas.Core.Datasets.Text;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Recordings;

/// <summary>
/// HAPT's recordings one after the other in an array: raw_i16.npy [samples, 6] in the sensors' own steps, experiments.csv and
/// labels.csv.
/// </summary>
internal static class HaptArrays
{
    /// <summary>g a step of the accelerometer, and rad/s a step of the gyroscope (1/57 degree, rounded by the phone).</summary>
    private const double AccelerationStep = 1.0 / 720;
    private const double AngularVelocityStep = 0.0003054326225537807;

    private const string ArrayName = "raw_i16.npy";

    private static readonly string[] Columns = ["exp", "user", "first_row", "rows"];

    /// <summary>Whether a folder holds these files.</summary>
    public static bool IsAt(string folder) =>
        File.Exists(Path.Combine(folder, ArrayName)) && File.Exists(Path.Combine(folder, "experiments.csv"));

    /// <exception cref="MicroNasException">MNAS3xxx.</exception>
    public static IReadOnlyList<HaptRecording> Read(string folder)
    {
        var values = ReadValues(Path.Combine(folder, ArrayName));
        var samples = values.Length / HaptRecording.Channels;
        var recordings = new List<HaptRecording>();
        var errors = new DataErrors();
        foreach (var (location, row) in WholeNumberTable.Read(Path.Combine(folder, "experiments.csv"), Columns, hasHeader: true, errors))
        {
            var (experiment, subject, first, count) = (row[0], row[1], row[2], row[3]);
            if (first < 0 || count < 1 || (long)first + count > samples)
            {
                errors.Add(
                    DiagnosticCodes.SegmentOutOfRange,
                    $"experiment {experiment} has {count} rows from row {first}; {ArrayName} has {samples} rows.", location);
            }
            else if (recordings.Exists(other => other.Experiment == experiment))
            {
                errors.Add(DiagnosticCodes.SegmentOutOfRange, $"experiment {experiment} stands here a second time.", location);
            }
            else
            {
                var part = values.AsMemory(first * HaptRecording.Channels, count * HaptRecording.Channels);
                recordings.Add(new HaptRecording(experiment, subject, part));
            }
        }

        errors.ThrowIfAny();
        var labels = Path.Combine(folder, "labels.csv");
        if (!File.Exists(labels))
        {
            throw DataErrors.Failure(DiagnosticCodes.DataFileMissing, $"the file is missing; expected it beside {ArrayName}.", labels);
        }

        HaptLabels.Read(labels, hasHeader: true, recordings, HaptReader.Activities.Count);
        return recordings;
    }

    private static float[] ReadValues(string file)
    {
        using var stream = File.OpenRead(file);
        var array = NpyReader.Read(stream, file);
        if (array.Shape.Count != 2 || array.Shape[1] != HaptRecording.Channels || !array.IsInteger)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.ShapeMismatch,
                $"the array has the shape {array.ShapeText} and {(array.IsInteger ? "integers" : "no integers")}; expected integers [samples, {HaptRecording.Channels}].",
                file);
        }

        var values = array.ToSingles();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(values[i] * (i % HaptRecording.Channels < 3 ? AccelerationStep : AngularVelocityStep));
        }

        return values;
    }
}
