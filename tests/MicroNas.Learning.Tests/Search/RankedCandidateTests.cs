using System.Globalization;
using MicroNas.Core.Architectures;
using MicroNas.Learning.Search;

namespace MicroNas.Learning.Tests.Search;

public sealed class RankedCandidateTests
{
    private static readonly Architecture Any = new([]);

    [Theory]
    [InlineData(0, "0.3: 0.90 0.80 0.70", "0.4: 0.95 0.85 0.70")]
    [InlineData(1, "0.3: 0.90 0.80 0.70", "0.4: 0.91 0.81 0.71")]
    [InlineData(2, "0.5: 0.99 0.99 0.60", "0.4: 0.91 0.81 0.71", "0.3: 0.90 0.80 0.75")]
    [InlineData(0, "0.3: 0.92 0.82 0.72", "0.4: 0.91 0.81 0.71", "0.5: 0.93 0.83 0.71")]
    [InlineData(0, "0.5: 0.95 0.95 0.95", "0.4: 0.92 0.92 0.92", "0.3: 0.90 0.90 0.90")]
    [InlineData(1, "0.3: 0.80", "0.4: 0.90", "0.5: 0.85")]
    [InlineData(0, "0.3: 0.90", "0.3: 0.90")]
    public void The_best_has_learnt_most_unless_another_is_more_accurate_in_every_fold(int expected, params string[] candidates)
    {
        var ranked = candidates.Select(Read).ToList();

        Assert.Same(ranked[expected], RankedCandidate.Best(ranked));
    }

    [Fact]
    public void One_that_diverged_in_a_fold_is_the_best_only_where_all_did()
    {
        var diverged = new RankedCandidate(Any, TrialResult.Diverged.Loss / 3, [0.99, 0.99, TrialResult.Diverged.Accuracy]);
        var trained = Read("0.9: 0.3 0.3 0.3");

        Assert.Same(trained, RankedCandidate.Best([diverged, trained]));
        Assert.Same(diverged, RankedCandidate.Best([diverged, diverged with { FoldAccuracies = [0, 0, 0] }]));
    }

    /// <summary>Training loss and, behind a colon, accuracies of the folds.</summary>
    private static RankedCandidate Read(string text)
    {
        var numbers = text.Split([':', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new RankedCandidate(Any, numbers[0], numbers[1..]);
    }
}
