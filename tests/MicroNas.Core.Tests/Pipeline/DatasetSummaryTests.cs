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
        var warning = Assert.Single(summary.Warnings(Place));
        Assert.Equal(
            (DiagnosticCodes.SplitLeaks, DiagnosticSeverity.Warning, Place), (warning.Code, warning.Severity, warning.Location!.Value));
        Assert.Contains($"{summary.Report.LeakingTestWindows} of {summary.Report.TestWindows} test windows", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_by_subject_does_not_leak()
    {
        var summary = Summarize(SplitKind.Auto);
        Assert.Equal((0, false), (summary.Report.LeakingTestWindows, summary.Report.Leaking));
        Assert.Empty(summary.Warnings(Place));
    }

    private static DatasetSummary Summarize(SplitKind kind) =>
        DatasetSummary.Of(DatasetLoader.Load(new DatasetOptions { Split = new SplitOptions { By = kind } }, ""));
}
