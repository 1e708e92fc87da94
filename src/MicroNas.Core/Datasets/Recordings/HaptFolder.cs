using System.Globalization;
using System.Text.RegularExpressions;
using MicroNas.Core.Datasets.Text;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Recordings;

/// <summary>HAPT as it is published: RawData with two text files an experiment and labels.txt, and activity_labels.txt beside it.</summary>
internal static partial class HaptFolder
{
    /// <summary>Whether a folder holds the published files.</summary>
    public static bool IsAt(string folder) => File.Exists(Path.Combine(folder, "RawData", "labels.txt"));

    /// <exception cref="MicroNasException">MNAS3xxx.</exception>
    public static (IReadOnlyList<HaptRecording> Recordings, IReadOnlyList<string> Activities) Read(string folder)
    {
        var raw = Path.Combine(folder, "RawData");
        var activities = ReadActivities(Path.Combine(folder, "activity_labels.txt"));
        var recordings = new List<HaptRecording>();
        foreach (var file in Directory.GetFiles(raw, "acc_exp*.txt").Order(StringComparer.Ordinal))
        {
            if (FileName().Match(Path.GetFileName(file)) is { Success: true } match)
            {
                recordings.Add(ReadRecording(file, Number(match.Groups[1]), Number(match.Groups[2])));
            }
        }

        if (recordings.Count == 0)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.DataFileMissing, "the folder holds no recording; expected acc_exp01_user01.txt, gyro_exp01_user01.txt, …", raw);
        }

        if (recordings.CountBy(recording => recording.Experiment).FirstOrDefault(group => group.Value > 1) is { Value: > 1 } twice)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.DataFileMissing, $"several files are experiment {twice.Key}; labels.txt tells recordings apart by it.", raw);
        }

        HaptLabels.Read(Path.Combine(raw, "labels.txt"), hasHeader: false, recordings, activities.Count);
        return (recordings, activities);

        static int Number(Group group) => int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static HaptRecording ReadRecording(string accelerationFile, int experiment, int subject)
    {
        var gyroscopeFile = Path.Combine(
            Path.GetDirectoryName(accelerationFile)!, string.Concat("gyro", Path.GetFileName(accelerationFile).AsSpan("acc".Length)));
        if (!File.Exists(gyroscopeFile))
        {
            throw DataErrors.Failure(
                DiagnosticCodes.DataFileMissing, $"the file is missing; expected it beside {Path.GetFileName(accelerationFile)}.", gyroscopeFile);
        }

        var (acceleration, gyroscope) = (ReadAxes(accelerationFile), ReadAxes(gyroscopeFile));
        if (acceleration.Count != gyroscope.Count)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.ShapeMismatch,
                $"{gyroscope.Count} samples, but {Path.GetFileName(accelerationFile)} has {acceleration.Count}.", gyroscopeFile);
        }

        var values = new float[acceleration.Count * HaptRecording.Channels];
        for (var i = 0; i < acceleration.Values.Count; i++)
        {
            var at = (i / 3 * HaptRecording.Channels) + (i % 3);
            (values[at], values[at + 3]) = ((float)acceleration.Values[i], (float)gyroscope.Values[i]);
        }

        return new HaptRecording(experiment, subject, values);
    }

    private static NumberRows ReadAxes(string file)
    {
        var errors = new DataErrors();
        var rows = NumberRows.Read(file, errors);
        if (rows.Count > 0 && rows.Width != 3)
        {
            errors.Add(DiagnosticCodes.RaggedRow, $"{rows.Width} values a row; expected the three axes.", new SourceLocation(file, 1, 1));
        }

        errors.ThrowIfAny();
        return rows;
    }

    private static IReadOnlyList<string> ReadActivities(string file)
    {
        if (!File.Exists(file))
        {
            return HaptReader.Activities;
        }

        var errors = new DataErrors();
        var names = new List<string>();
        var line = 0;
        foreach (var text in File.ReadLines(file))
        {
            line++;
            var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            names.Add(words[^1]);
            if (words.Length != 2 || words[0] != names.Count.ToString(CultureInfo.InvariantCulture))
            {
                errors.Add(
                    DiagnosticCodes.LabelOutOfRange,
                    $"the row is '{NumberText.Shown(text)}'; expected the number {names.Count} and the name of an activity.", new SourceLocation(file, line, 1));
            }
        }

        errors.ThrowIfAny();
        return names;
    }

    [GeneratedRegex(@"^acc_exp([0-9]{1,6})_user([0-9]{1,6})\.txt$", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
