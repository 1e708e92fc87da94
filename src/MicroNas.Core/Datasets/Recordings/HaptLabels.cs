using MicroNas.Core.Datasets.Text;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Recordings;

/// <summary>Reads the labelled segments of HAPT's recordings: experiment, person, activity from 1, first and last sample from 1.</summary>
internal static class HaptLabels
{
    private static readonly string[] Columns = ["exp", "user", "activity", "start1", "end1"];

    /// <summary>Adds each segment to its recording.</summary>
    /// <exception cref="MicroNasException">MNAS3xxx: every error of the file, by line.</exception>
    public static void Read(string file, bool hasHeader, IReadOnlyList<HaptRecording> recordings, int activities)
    {
        var errors = new DataErrors();
        var byNumber = recordings.ToDictionary(recording => recording.Experiment);
        foreach (var (location, values) in WholeNumberTable.Read(file, Columns, hasHeader, errors))
        {
            var (experiment, subject, activity, start, end) = (values[0], values[1], values[2], values[3], values[4]);
            if (activity < 1 || activity > activities)
            {
                errors.Add(DiagnosticCodes.LabelOutOfRange, $"the activity is {activity}; expected 1 to {activities}.", location);
            }
            else if (!byNumber.TryGetValue(experiment, out var recording) || recording.Subject != subject)
            {
                errors.Add(
                    DiagnosticCodes.SegmentOutOfRange,
                    recording is null
                        ? $"there is no recording of experiment {experiment}; add it, or remove the row."
                        : $"experiment {experiment} is of person {recording.Subject}, not of {subject}.",
                    location);
            }
            else if (start < 1 || end < start || end > recording.Length)
            {
                errors.Add(
                    DiagnosticCodes.SegmentOutOfRange,
                    $"the segment from {start} to {end} is none of experiment {experiment}; expected samples from 1 to {recording.Length} in ascending order.",
                    location);
            }
            else if (recording.Segments.Exists(other => other.Start < end && start <= other.End))
            {
                errors.Add(
                    DiagnosticCodes.SegmentOutOfRange,
                    $"the segment from {start} to {end} overlaps another of experiment {experiment}; a sample has one activity.", location);
            }
            else
            {
                recording.Segments.Add(new HaptSegment(activity - 1, start - 1, end));
            }
        }

        errors.ThrowIfAny();
    }
}
