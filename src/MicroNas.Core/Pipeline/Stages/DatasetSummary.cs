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
/// <param name="RisingChannels">Names of those that rise and never fall in each training window.</param>
internal sealed record DatasetSummary(
    DatasetReport Report,
    double SampleRateHertz,
    NormalizationSummary Normalization,
    IReadOnlyList<int> GoldenLabels,
    IReadOnlyList<string> ConstantChannels,
    IReadOnlyList<string> RisingChannels)
{
    /// <summary>More test windows than this that share samples with training make a score worthless; single ones are chance.</summary>
    private const double TolerableShare = 0.01;

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
            [.. dataset.ChannelNames.Where((_, channel) => RisesInEachWindow(dataset.Training, channel))]);
    }

    /// <summary>What is doubtful about the data, though it can be used.</summary>
    /// <param name="locate">Where an option stands.</param>
    public IEnumerable<Diagnostic> Warnings(Func<string, SourceLocation> locate)
    {
        if (ConstantChannels.Count > 0)
        {
            var names = string.Join(", ", ConstantChannels.Select(name => $"'{name}'"));
            yield return Diagnostic.Warning(
                DiagnosticCodes.ConstantChannels,
                ConstantChannels.Count == Report.Channels.Count
                    ? $"No channel ({names}) ever changes in the training windows: there is nothing to learn. Look whether the right columns are read."
                    : $"{names} never changes in the training windows and costs time and memory for nothing. Look whether the sensor works, or leave it out with 'dataset.use'.",
                locate("dataset.use"));
        }

        if (RisingChannels.Count > 0)
        {
            yield return Diagnostic.Warning(
                DiagnosticCodes.RisingChannels,
                $"{string.Join(", ", RisingChannels.Select(name => $"'{name}'"))} never falls within a training window, as a time stamp or a counter does: the network would learn when a recording was made. "
                + "Leave the column out with 'dataset.columns.ignore', or list the sensors' channels in 'dataset.use'.",
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

    private static bool RisesInEachWindow(WindowSet windows, int channel)
    {
        for (var window = 0; window < windows.Count; window++)
        {
            var (first, last) = (At(window, 0), At(window, windows.Length - 1));
            if (last <= first || Enumerable.Range(1, windows.Length - 1).Any(sample => At(window, sample) < At(window, sample - 1)))
            {
                return false;
            }
        }

        return true;

        float At(int window, int sample) => windows.Values[(((window * windows.Length) + sample) * windows.Channels) + channel];
    }
}
