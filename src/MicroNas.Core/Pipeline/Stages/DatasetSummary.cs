using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>What later stages need of the data set without loading it.</summary>
/// <param name="Report">What the report says of it.</param>
/// <param name="SampleRateHertz">Of every channel.</param>
/// <param name="Normalization">What the firmware does to its windows.</param>
/// <param name="GoldenLabels">Classes of the <see cref="GoldenTestWindows"/>.</param>
/// <param name="ConstantChannels">Names of those that have one value in all training windows.</param>
/// <param name="RisingChannels">Names of those that rise in training windows as a clock does; null in an older version's summary, which a stale lock may bring.</param>
internal sealed record DatasetSummary(
    DatasetReport Report,
    double SampleRateHertz,
    NormalizationSummary Normalization,
    IReadOnlyList<int> GoldenLabels,
    IReadOnlyList<string> ConstantChannels,
    IReadOnlyList<string>? RisingChannels)
{
    /// <summary>More test windows than this that share samples with training make a score worthless; single ones are chance.</summary>
    private const double TolerableShare = 0.01;

    /// <summary>Of fewer windows chance may make a measurement rise.</summary>
    private const int FewestRisingWindows = 10;

    public static DatasetSummary Of(Dataset dataset)
    {
        var leaking = SharedSamples.Count(dataset.Test, dataset.Training.Concatenate(dataset.Validation));
        var report = new DatasetReport(
            dataset.ContentHash,
            dataset.Length,
            dataset.ChannelNames,
            dataset.ClassNames,
            dataset.Training.Count,
            dataset.Validation.Count,
            dataset.Test.Count,
            leaking,
            leaking > TolerableShare * dataset.Test.Count);
        return new DatasetSummary(
            report,
            dataset.SampleRate.Value,
            NormalizationSummary.Of(dataset.Normalization),
            [.. GoldenTestWindows.Indices(dataset).Select(index => dataset.Test.Labels[index])],
            [.. dataset.ChannelNames.Where((_, channel) => IsConstant(dataset.Training, channel))],
            [.. dataset.ChannelNames.Where((_, channel) => RisesLikeClock(dataset.Training, channel))]);
    }

    /// <summary>What is doubtful about the data, though it can be used.</summary>
    /// <param name="locate">Where an option stands.</param>
    public IEnumerable<Diagnostic> Warnings(Func<string, SourceLocation> locate)
    {
        if (ConstantChannels.Count > 0)
        {
            var names = Quoted(ConstantChannels);
            yield return Diagnostic.Warning(
                DiagnosticCodes.ConstantChannels,
                ConstantChannels.Count == Report.Channels.Count
                    ? $"No channel ({names}) ever changes in the training windows: there is nothing to learn. Look whether the right columns are read."
                    : $"{names} never changes in the training windows and costs time and memory for nothing. Look whether the sensor works, or leave it out with 'dataset.use'.",
                locate("dataset.use"));
        }

        if (RisingChannels is { Count: > 0 } rising)
        {
            yield return Diagnostic.Warning(
                DiagnosticCodes.RisingChannels,
                $"{Quoted(rising)} rises in the training windows and does not fall, as a time stamp or a counter does: the network would learn when a recording was made. "
                + "List the sensors' channels in 'dataset.use', or leave a csv file's column out with 'dataset.columns.ignore'.",
                locate("dataset.use"));
        }

        if (Report.Leaking)
        {
            yield return Diagnostic.Warning(
                DiagnosticCodes.SplitLeaks,
                FormattableString.Invariant($"{Report.LeakingTestWindows} of {Report.TestWindows} test windows overlap windows that the network learns from, so that its accuracy says little about new recordings. ")
                + "Split by subject where there are three people or more, or set 'dataset.stride' to the length of a window.",
                locate("dataset.split"));
        }
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private static bool IsConstant(WindowSet windows, int channel)
    {
        for (var i = channel; i < windows.Values.Length; i += windows.Channels)
        {
            if (windows.Values[i] != windows.Values[channel])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Not in every window: as a 32-bit number the time since 1970 stands still for two minutes and more, and a counter begins anew at times.
    /// </summary>
    private static bool RisesLikeClock(WindowSet windows, int channel)
    {
        var (rising, falling) = (0, 0);
        for (var window = 0; window < windows.Count && falling <= TolerableShare * windows.Count; window++)
        {
            if (Enumerable.Range(1, windows.Length - 1).Any(sample => At(window, sample) < At(window, sample - 1)))
            {
                falling++;
            }
            else if (At(window, windows.Length - 1) > At(window, 0))
            {
                rising++;
            }
        }

        return rising >= FewestRisingWindows && falling <= TolerableShare * rising;

        float At(int window, int sample) => windows.Values[(((window * windows.Length) + sample) * windows.Channels) + channel];
    }
}
