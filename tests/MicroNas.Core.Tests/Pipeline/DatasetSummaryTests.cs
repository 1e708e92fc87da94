using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline.Stages;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Tests.Pipeline;

public sealed class DatasetSummaryTests
{
    private static readonly SourceLocation Place = new("micronas.yaml", 3, 5);

    [Fact]
    public void A_split_that_leaks_is_marked_in_the_report_and_warned_of()
    {
        var summary = Summarize(SplitKind.Random);
        Assert.True(summary.Report.Leaking);
        Assert.InRange(summary.Report.LeakingTestWindows, summary.Report.TestWindows / 2, summary.Report.TestWindows);
        Assert.Contains("\"leaking\": true", ReportJson.Serialize(summary), StringComparison.Ordinal);
        var warning = Assert.Single(summary.Warnings(_ => Place));
        Assert.Equal(
            (DiagnosticCodes.SplitLeaks, DiagnosticSeverity.Warning, Place), (warning.Code, warning.Severity, warning.Location!.Value));
        Assert.Contains($"{summary.Report.LeakingTestWindows} of {summary.Report.TestWindows} test windows", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_by_subject_does_not_leak()
    {
        var summary = Summarize(SplitKind.Auto);
        Assert.Equal((0, false), (summary.Report.LeakingTestWindows, summary.Report.Leaking));
        Assert.Empty(summary.Warnings(_ => Place));
    }

    /// <summary>In training alone: a test window may have what training lacks.</summary>
    [Fact]
    public void A_channel_that_never_changes_is_warned_of_by_name()
    {
        var dataset = DatasetLoader.Load(new DatasetOptions(), "");
        Assert.Empty(DatasetSummary.Of(dataset).ConstantChannels);

        var values = dataset.Training.Values;
        for (var i = 2; i < values.Length; i += dataset.Training.Channels)
        {
            values[i] = 1;
        }

        var warning = Assert.Single(DatasetSummary.Of(dataset).Warnings(_ => Place));
        Assert.Equal((DiagnosticCodes.ConstantChannels, DiagnosticSeverity.Warning), (warning.Code, warning.Severity));
        Assert.StartsWith($"'{dataset.ChannelNames[2]}' never changes", warning.Message, StringComparison.Ordinal);

        Array.Fill(values, 3f);
        Assert.Contains("nothing to learn", Assert.Single(DatasetSummary.Of(dataset).Warnings(_ => Place)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_that_rises_like_a_clock_is_warned_of_by_name()
    {
        var dataset = DatasetLoader.Load(new DatasetOptions(), "");
        Assert.Empty(DatasetSummary.Of(dataset).RisingChannels);

        var (values, channels) = (dataset.Training.Values, dataset.Training.Channels);
        for (var sample = 0; sample < values.Length / channels; sample++)
        {
            values[(sample * channels) + 1] = sample / 2;
        }

        var warning = Assert.Single(DatasetSummary.Of(dataset).Warnings(_ => Place));
        Assert.Equal((DiagnosticCodes.RisingChannels, DiagnosticSeverity.Warning), (warning.Code, warning.Severity));
        Assert.StartsWith($"'{dataset.ChannelNames[1]}' never falls", warning.Message, StringComparison.Ordinal);

        // One window where it falls once is enough to be a measurement.
        values[1] = 1;
        Assert.Empty(DatasetSummary.Of(dataset).Warnings(_ => Place));
    }

    private static DatasetSummary Summarize(SplitKind kind) =>
        DatasetSummary.Of(DatasetLoader.Load(new DatasetOptions { Split = new SplitOptions { By = kind } }, ""));
}
