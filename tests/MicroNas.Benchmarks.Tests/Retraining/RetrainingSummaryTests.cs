using MicroNas.Benchmarks.Retraining;
using MicroNas.Benchmarks.UciHar;

namespace MicroNas.Benchmarks.Tests.Retraining;

public sealed class RetrainingSummaryTests
{
    private static readonly UciHarCase Case =
        new(CaseGrid.UciHar, SplitNames.Given, CaseGrid.L552, CaseGrid.Tflm, 50, null, UciHarCase.DefaultMethod, 1);

    [Fact]
    public void Settings_are_compared_by_the_means_of_their_networks()
    {
        UciHarCase[] cases = [Case, Case with { Seed = 2 }, Case with { Method = UciHarCase.Paper }, Case with { Method = UciHarCase.Paper, Seed = 2 }];
        double[][] accuracies = [[97, 99], [99, 101], [96, 98], [96, 96]];
        var summary = new RetrainingSummary(
            [.. cases.Select(entry => new CaseResult(entry, "version", "yaml", Commit: null, "date"))],
            [.. cases.Zip(accuracies).SelectMany(pair => pair.Second.Select((accuracy, seed) => new RetrainingResult(pair.First.Id, "case", seed, accuracy, accuracy, 0.01)))]);

        var (rows, figures) = (summary.Rows(), summary.Figures());

        Assert.Equal([98.0, 100.0, 97.0, 96.0], rows.Select(row => row["int8 %"]));
        Assert.Equal("network", rows[0].Keys.First());
        Assert.Equal([99.0, 96.5, 2.5], figures.Select(figure => figure.Value!.Value));

        // Means 98 and 100, 97 and 96: variances 2 and 0.5 of two networks each.
        Assert.Contains("(standard error 1.12)", figures[^1].Name, StringComparison.Ordinal);
    }
}
