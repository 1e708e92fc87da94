using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Learning.Tests.Search;

/// <summary>Whole searches of a small space, short ones, as what is wrong in them is met between two candidates.</summary>
[Collection(TorchCollection.Name)]
public sealed class CandidateTournamentTests
{
    private static readonly ICostModel Costs = CostModelFactory.Create(TinyNetwork.Space, "stm32l552ze", InferenceRuntime.Tflm);

    private readonly List<Diagnostic> warnings = [];
    private readonly List<string> notes = [];

    [Fact]
    public void A_candidate_that_diverges_is_ranked_last_and_costs_the_others_nothing()
    {
        var dataset = TinyDataset.Create(48);
        var good = dataset.Training.Values[5];

        // The second candidate meets a window that is no number.
        var progress = new ProgressList(report => dataset.Training.Values[5] = report is { Candidate: not null, Epoch: 1 } ? float.NaN : good);
        var outcome = Search(dataset, progress);

        var diverged = progress.Reports.Where(report => report.Candidate is not null).ElementAt(1).Candidate;
        var candidate = Assert.Single(outcome.Candidates, candidate => candidate.Architecture.ToString() == diverged);
        Assert.Equal((null, null, 1), (candidate.Accuracy, candidate.TrainingLoss, candidate.Folds));
        Assert.All(outcome.Candidates.Except([candidate]), other => Assert.True(other.TrainingLoss > 0));
        Assert.NotEqual(diverged, outcome.Architecture.ToString());
        Assert.Equal(6, outcome.Candidates.Count);
        Assert.Equal(4, outcome.Candidates.Count(other => other.FullTrainingLoss > 0));
        Assert.Equal(DiagnosticCodes.RetriedAtHalfRate, Assert.Single(warnings).Code);
        Assert.Contains(diverged!, warnings[0].Message, StringComparison.Ordinal);
        Assert.Matches("passed over: its loss diverged in epoch [0-9]+, step [0-9]+", Assert.Single(notes, note => note.Contains(diverged!, StringComparison.Ordinal)));
    }

    /// <summary>Windows that are all alike teach nothing but how frequent each class is.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Candidates_that_know_no_more_than_guessing_are_told(bool isEmpty)
    {
        var dataset = TinyDataset.Create(48);
        if (isEmpty)
        {
            Array.Clear(dataset.Training.Values);
            Array.Clear(dataset.Validation.Values);
        }

        Search(dataset, new ProgressList(), epochs: 8);

        Assert.Equal(isEmpty, notes.Any(note => note.Contains("more than guessing knows", StringComparison.Ordinal)));
    }

    [Fact]
    public void It_is_an_error_when_all_candidates_diverge()
    {
        var dataset = TinyDataset.Create(48);

        var exception = Assert.Throws<MicroNasException>(
            () => Search(dataset, new ProgressList(_ => dataset.Training.Values[5] = float.NaN)));

        Assert.Equal(DiagnosticCodes.SearchDiverged, Assert.Single(exception.Diagnostics).Code);
        Assert.Contains("every candidate", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The seventh trial is the first of a descendant: all of them meet a window that is no number, the last trials do not.</summary>
    [Fact]
    public void A_generation_that_diverges_whole_leaves_the_candidates_before_it()
    {
        var dataset = TinyDataset.Create(48);
        var good = dataset.Training.Values[5];
        var progress = new ProgressList(report =>
            dataset.Training.Values[5] = report is { Candidate: not null, Epoch: >= 6 and < 16 } ? float.NaN : good);

        var outcome = Search(dataset, progress, generations: 1);

        var trials = progress.Reports.Where(report => report.Candidate is not null).ToList();
        Assert.All(trials[6..16], report => Assert.Null(report.Loss));
        Assert.Contains(outcome.Architecture.ToString(), trials[..6].Select(report => report.Candidate));
    }

    /// <summary>Nothing is learnt from a single window; judged by one, a network is.</summary>
    [Fact]
    public void A_person_with_one_window_is_held_back_and_never_all_that_is_learnt_from()
    {
        var dataset = TinyDataset.Create(48);
        var (training, validation) = (Of(dataset.Training, person: 1), dataset.Validation.Select([0, 1]));
        var progress = new ProgressList();
        var outcome = Search(dataset with { Training = training, Validation = Of(validation, 1, 2) }, progress, epochs: 8);

        var finalists = outcome.Candidates.Where(candidate => candidate.TrainingEpochs == 50 && candidate.Accuracy is 0 or 1).ToList();
        Assert.Contains(finalists, candidate => candidate.Architecture == outcome.Architecture);
        Assert.All(outcome.Candidates, candidate => Assert.Equal(1, candidate.Folds));
        Assert.Equal(1, progress.Reports.Last(report => report.Candidate is not null).ShareDone, 9);
        Assert.Empty(warnings);
    }

    [Fact]
    public void Every_epoch_of_a_trial_is_told_of_and_the_share_that_is_done_never_falls()
    {
        var progress = new ProgressList();
        Search(TinyDataset.Create(24), progress, epochs: 8);

        var trials = progress.All.Where(report => report.Candidate is not null).ToList();
        Assert.Equal(trials.Select(report => report.ShareDone).Order(), trials.Select(report => report.ShareDone));
        Assert.All(trials.GroupBy(report => report.Epoch), trial =>
        {
            Assert.Equal(Enumerable.Range(1, trial.First().TrialEpochs!.Value - 1), trial.SkipLast(1).Select(report => report.TrialEpochsDone!.Value));
            Assert.All(trial.SkipLast(1), report => Assert.Equal((trial.Last().Candidate, trial.Last().Fold), (report.Candidate, report.Fold)));
            Assert.Null(trial.Last().TrialEpochsDone);
        });
    }

    [Theory]
    [InlineData(2.5, 3, 1)]
    [InlineData(10.0, 3, 1)]
    [InlineData(2.5, 0, 8)]
    public void The_progress_ends_at_its_total_where_the_budget_leaves_few_architectures(double milliseconds, int generations, int epochs)
    {
        var progress = new ProgressList();
        Search(TinyDataset.Create(24), progress, milliseconds, generations, epochs);

        var trials = progress.Reports.Where(report => report.Candidate is not null).ToList();
        Assert.True(trials.Count > 1);
        Assert.Equal(Enumerable.Range(1, trials.Count), trials.Select(report => report.Epoch));
        Assert.Equal(trials.Count, trials[^1].Epochs);
        Assert.Equal(1, trials[^1].ShareDone, 9);
        Assert.All(trials, report => Assert.True(report.Epoch <= report.Epochs));

        // What every trial takes besides its passes is most of a short one: it makes the first a fair share of all.
        Assert.InRange(trials[0].ShareDone, 0.2 / trials.Count, 1.1 / trials.Count);
    }

    [Theory]
    [InlineData(10.0, false)]
    [InlineData(1.264, true)]
    public void Few_architectures_that_keep_the_limits_are_told(double milliseconds, bool isTold)
    {
        Search(TinyDataset.Create(24), new ProgressList(), milliseconds);

        Assert.Equal(isTold, notes.Any(note => note.Contains("found that keep", StringComparison.Ordinal) && note.Contains("Only", StringComparison.Ordinal)));
    }

    /// <summary>24 windows are one batch: 150 passes make the 150 steps of a last trial.</summary>
    [Fact]
    public void Finalists_of_few_windows_are_trained_for_more_epochs_than_the_others_and_of_equals_the_fastest_is_chosen()
    {
        var decidedByLatency = 0;
        for (var seed = 1; seed <= 4; seed++)
        {
            var outcome = Search(TinyDataset.Create(24), new ProgressList(), epochs: 8, seed: seed);

            var finalists = outcome.Candidates.Where(candidate => candidate.TrainingEpochs == 150).ToList();
            var found = Assert.Single(finalists, candidate => candidate.Architecture == outcome.Architecture);
            var best = finalists.Where(other => other.Accuracy > finalists.Max(candidate => candidate.Accuracy) - 1e-9).ToList();
            Assert.Contains(found, best);
            Assert.Equal(best.Min(candidate => candidate.Cost.LatencyUpper.Value), found.Cost.LatencyUpper.Value);
            decidedByLatency += best.Count > 1 ? 1 : 0;
            Assert.All(outcome.Candidates, candidate => Assert.Null(candidate.FullTrainingLoss));
            Assert.All(outcome.Candidates.Except(finalists), candidate => Assert.Equal(12, candidate.TrainingEpochs));
        }

        Assert.True(decidedByLatency > 0, "No two finalists were equally accurate: this test told nothing of them.");
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(1, 2)]
    [InlineData(0, 2)]
    public void The_best_of_the_first_round_are_trained_for_longer_before_the_last_ones_are_chosen(int secondRound, int others)
    {
        var progress = new ProgressList();
        var outcome = Search(TinyDataset.Create(24), progress, epochs: 8, secondRound: secondRound);

        var trials = progress.Reports.Where(report => report.Candidate is not null).ToList();
        Assert.Equal(6 + secondRound + 12, trials.Count);
        Assert.Equal(others, outcome.Candidates.Count(candidate => candidate.TrainingEpochs == 3));
        Assert.Equal(4, outcome.Candidates.Count(candidate => candidate.Folds == 3));
        if (secondRound > 0)
        {
            string?[] Least(IEnumerable<LearningProgress> round, int count) => [.. round.OrderBy(report => report.Loss).Take(count).Select(report => report.Candidate)];
            Assert.Equal(Least(trials[..6], secondRound), trials[6..^12].Select(report => report.Candidate));
            Assert.Equal(
                Least(trials[6..^12], 4).Concat(Least(trials[..6], 6)).Distinct().Take(4),
                trials[^12..].Where((_, i) => i % 3 == 0).Select(report => report.Candidate));
        }
    }

    /// <summary>The seventh to the tenth trial are the second round.</summary>
    [Fact]
    public void Where_the_whole_second_round_diverges_those_that_were_not_in_it_come_first()
    {
        var dataset = TinyDataset.Create(48);
        var good = dataset.Training.Values[5];
        var progress = new ProgressList(report =>
            dataset.Training.Values[5] = report is { Candidate: not null, Epoch: >= 6 and < 10 } ? float.NaN : good);

        var outcome = Search(dataset, progress, epochs: 4, secondRound: 4);

        var trials = progress.Reports.Where(report => report.Candidate is not null).ToList();
        Assert.All(trials[6..10], report => Assert.Null(report.Loss));
        var byLoss = trials[..6].OrderBy(report => report.Loss).Select(report => report.Candidate).ToList();
        Assert.Equal([.. byLoss[4..], .. byLoss[..2]], trials[10..].Select(report => report.Candidate));
        Assert.Contains(outcome.Candidates, candidate => candidate.FullTrainingLoss > 0 && candidate.Architecture == outcome.Architecture);
    }

    [Fact]
    public void Of_the_last_candidates_the_one_that_learns_all_windows_best_is_chosen()
    {
        var others = 0;
        for (var seed = 1; seed <= 12; seed++)
        {
            var progress = new ProgressList();
            var outcome = Search(TinyDataset.Create(48), progress, epochs: 3, seed: seed);

            var finalists = outcome.Candidates.Where(candidate => candidate.FullTrainingLoss is not null).ToList();
            Assert.Equal(4, finalists.Count);
            Assert.Equal(finalists.MinBy(candidate => candidate.FullTrainingLoss)!.Architecture, outcome.Architecture);
            others += finalists.MinBy(candidate => candidate.TrainingLoss)!.Architecture == outcome.Architecture ? 0 : 1;
            var last = progress.Reports.Where(report => report.Candidate is not null).TakeLast(4).ToList();
            Assert.Equal(finalists.Select(candidate => candidate.FullTrainingLoss).Order(), last.Select(report => (double?)report.Loss).Order());

            // What held windows back stays on record.
            Assert.All(outcome.Candidates, candidate => Assert.Equal((3, 1), (candidate.TrainingEpochs, candidate.Folds)));
        }

        Assert.True(others > 0, "Whole trainings agreed with the short ones at every seed: this test told nothing.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Without_last_trials_the_best_so_far_is_taken(int finalists)
    {
        var outcome = Search(TinyDataset.Create(48), new ProgressList(), finalists: finalists);

        Assert.Equal(outcome.Candidates.MinBy(candidate => candidate.TrainingLoss)!.Architecture, outcome.Architecture);
        Assert.All(outcome.Candidates, candidate => Assert.Null(candidate.FullTrainingLoss));
    }

    private static WindowSet Of(WindowSet windows, int person) => Of(windows, [.. Enumerable.Repeat(person, windows.Count)]);

    private static WindowSet Of(WindowSet windows, params int[] people) =>
        new(windows.Values, windows.Labels, people, windows.Length, windows.Channels);

    private SearchOutcome Search(Dataset dataset, IProgress<LearningProgress> progress, double milliseconds = 10, int generations = 0, int epochs = 1, int secondRound = 12, int finalists = 4, int seed = 1)
    {
        var options = new SearchOptions
        {
            Epochs = epochs,
            Seed = seed,
            BatchSize = 16,
            Recipe = new SearchRecipeOptions { Candidates = 6, Generations = generations, SecondRound = secondRound, Finalists = finalists },
        };
        return new LearningEngine(TorchFixture.CacheDirectory, _ => { }).Search(
            new SearchRequest(dataset, Costs, new Budget(new Milliseconds(milliseconds), null, null), options),
            LearningControl.Of(progress, CancellationToken.None) with { Warn = warnings.Add, Note = notes.Add });
    }
}
