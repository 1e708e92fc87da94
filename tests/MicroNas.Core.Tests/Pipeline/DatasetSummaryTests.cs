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

        Fill(dataset, 2, _ => 1);

        var warning = Assert.Single(DatasetSummary.Of(dataset).Warnings(_ => Place));
        Assert.Equal((DiagnosticCodes.ConstantChannels, DiagnosticSeverity.Warning), (warning.Code, warning.Severity));
        Assert.StartsWith($"'{dataset.ChannelNames[2]}' never changes", warning.Message, StringComparison.Ordinal);

        Array.Fill(dataset.Training.Values, 3f);
        Assert.Contains("nothing to learn", Assert.Single(DatasetSummary.Of(dataset).Warnings(_ => Place)).Message, StringComparison.Ordinal);
    }

    /// <summary>Seconds of a recording, samples counted anew now and then, and seconds since 1970 that stand still as 32-bit numbers.</summary>
    [Theory]
    [InlineData(0.02, 0)]
    [InlineData(1, 100_000)]
    [InlineData(0.1, 1_700_000_003)]
    public void A_channel_that_rises_like_a_clock_is_warned_of_by_name(double step, double start)
    {
        const int Restart = 123_457;
        var dataset = DatasetLoader.Load(new DatasetOptions(), "");
        Assert.Empty(DatasetSummary.Of(dataset).RisingChannels!);

        Fill(dataset, 1, sample => start + (sample % Restart * step));

        var warning = Assert.Single(DatasetSummary.Of(dataset).Warnings(_ => Place));
        Assert.Equal((DiagnosticCodes.RisingChannels, DiagnosticSeverity.Warning), (warning.Code, warning.Severity));
        Assert.StartsWith($"'{dataset.ChannelNames[1]}' rises in the training windows", warning.Message, StringComparison.Ordinal);
    }

    /// <summary>A value that belongs to a window or a person, a switch that is seldom pressed, and a counter that a window sees begin anew.</summary>
    [Fact]
    public void What_falls_as_often_as_it_rises_is_no_clock()
    {
        var dataset = DatasetLoader.Load(new DatasetOptions(), "");
        var length = dataset.Training.Length;
        Func<int, double>[] others = [sample => sample / length, sample => sample / 5_000 % 2, sample => sample % 250];

        Assert.All(others, value =>
        {
            Fill(dataset, 1, value);
            Assert.DoesNotContain(DatasetSummary.Of(dataset).Warnings(_ => Place), warning => warning.Code == DiagnosticCodes.RisingChannels);
        });
    }

    /// <summary>Its stage is run again, but a stale lock is read to the end first, so that all of its differences are told.</summary>
    [Fact]
    public void A_summary_of_an_older_version_is_read()
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(ReportJson.Serialize(Summarize(SplitKind.Auto)))!.AsObject();
        Assert.True(json.Remove("risingChannels"));
        Assert.Empty(ReportJson.Deserialize<DatasetSummary>(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()))!.Warnings(_ => Place));
    }

    private static void Fill(Dataset dataset, int channel, Func<int, double> value)
    {
        var (values, channels) = (dataset.Training.Values, dataset.Training.Channels);
        for (var sample = 0; sample < values.Length / channels; sample++)
        {
            values[(sample * channels) + channel] = (float)value(sample);
        }
    }

    private static DatasetSummary Summarize(SplitKind kind) =>
        DatasetSummary.Of(DatasetLoader.Load(new DatasetOptions { Split = new SplitOptions { By = kind } }, ""));
}
