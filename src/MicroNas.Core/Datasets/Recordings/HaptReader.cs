using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Core.Datasets.Recordings;

/// <summary>
/// Reads "Smartphone-Based Recognition of Human Activities and Postural Transitions" (HAPT): raw recordings of 30 people with
/// labelled segments, six activities and six transitions between them.
/// </summary>
internal sealed class HaptReader(string folder, DatasetOptions options)
{
    /// <summary>Names by label − 1.</summary>
    public static readonly IReadOnlyList<string> Activities =
    [
        "WALKING", "WALKING_UPSTAIRS", "WALKING_DOWNSTAIRS", "SITTING", "STANDING", "LAYING",
        "STAND_TO_SIT", "SIT_TO_STAND", "SIT_TO_LIE", "LIE_TO_SIT", "STAND_TO_LIE", "LIE_TO_STAND",
    ];

    private const double Rate = 50;
    private const int DefaultWindow = 128;

    private static readonly string[] Channels = ["acc_x", "acc_y", "acc_z", "gyro_x", "gyro_y", "gyro_z"];

    /// <summary>Whether a folder holds the set in one of its two layouts.</summary>
    public static bool IsAt(string folder) => HaptFolder.IsAt(folder) || HaptArrays.IsAt(folder);

    /// <exception cref="MicroNasException">MNAS3xxx.</exception>
    public RawDataset Read()
    {
        var (recordings, activities) = HaptFolder.IsAt(folder) ? HaptFolder.Read(folder)
            : HaptArrays.IsAt(folder) ? (HaptArrays.Read(folder), Activities)
            : throw DataErrors.Failure(
                DiagnosticCodes.DataFileMissing,
                "the folder is not HAPT's; expected RawData/labels.txt with acc_exp01_user01.txt …, or raw_i16.npy with experiments.csv and labels.csv.",
                folder);
        if (options.Classes is { } named && named.Count != activities.Count)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.LabelOutOfRange,
                $"'dataset.classes' names {named.Count} classes; the data has {activities.Count}: {string.Join(", ", activities)}.", folder);
        }

        return new RawDataset(folder, Cut(recordings), Test: null, Channels, activities, new Hertz(Rate));
    }

    private WindowSet Cut(IReadOnlyList<HaptRecording> recordings)
    {
        var window = options.Window ?? DefaultWindow;
        var stride = options.Stride ?? Math.Max(1, window / 2);
        var cuts = recordings
            .SelectMany(recording => recording.Segments
                .OrderBy(segment => segment.Start)
                .SelectMany(segment => SegmentWindower
                    .FirstSamples(recording.Segments, segment, recording.Length, window, stride)
                    .Select(first => (Recording: recording, segment.Activity, First: first))))
            .ToList();
        if (cuts.Count == 0)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.NoData, $"no segment gives a window of {window} samples. Set a shorter 'dataset.window'.", folder);
        }

        var size = window * HaptRecording.Channels;
        WindowLimit.Check((long)cuts.Count * size, folder);
        var values = new float[cuts.Count * size];
        for (var i = 0; i < cuts.Count; i++)
        {
            cuts[i].Recording.Values.Span.Slice(cuts[i].First * HaptRecording.Channels, size).CopyTo(values.AsSpan(i * size));
        }

        return new WindowSet(
            values, [.. cuts.Select(cut => cut.Activity)], [.. cuts.Select(cut => cut.Recording.Subject)], window, HaptRecording.Channels);
    }
}
