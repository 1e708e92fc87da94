using MicroNas.Core.Architectures;
using MicroNas.Core.Learning;
using MicroNas.Core.Reporting;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Reporting;

public class CandidateReportTests
{
    [Fact]
    public void On_the_frontier_is_what_no_other_of_as_long_a_trial_matches_at_no_higher_cost()
    {
        SearchCandidate[] candidates =
        [
            Of(0.90, milliseconds: 10, bytes: 4000), // the fastest
            Of(0.95, milliseconds: 20, bytes: 4000), // the best of its cost
            Of(0.95, milliseconds: 20, bytes: 5000), // as accurate, larger
            Of(0.95, milliseconds: 21, bytes: 3000), // slower, smaller
            Of(0.89, milliseconds: 20, bytes: 5000), // worse in all
            Of(0.95, milliseconds: 20, bytes: 4000), // equal to the second
            Of(0.50, milliseconds: 30, bytes: 9000, epochs: 12, folds: 3), // alone in its round
            Of(null, milliseconds: 1, bytes: 1, epochs: 0, folds: 0),
        ];
        var outcome = new SearchOutcome(candidates[1].Architecture, candidates[1].Cost, [], candidates);

        candidates[2] = candidates[2] with { FullTrainingLoss = 0.125 };
        var report = CandidateReport.Of(outcome);

        Assert.Equal([true, true, false, true, false, true, true, false], report.Select(candidate => candidate.Frontier));
        Assert.Equal(0.25, report[0].TrainingLoss);
        Assert.Equal([null, null, 0.125, null], report.Take(4).Select(candidate => candidate.FullTrainingLoss));
    }

    private static SearchCandidate Of(double? accuracy, double milliseconds, long bytes, int epochs = 3, int folds = 1) => new(
        new Architecture([]),
        new ArchitectureCost(new Milliseconds(0.9 * milliseconds), new Milliseconds(milliseconds), new ByteSize(bytes), new ByteSize(bytes), 1000),
        accuracy,
        accuracy is null ? null : 0.25,
        epochs,
        folds);
}
