using MicroNas.Core.Architectures;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Training;

namespace MicroNas.Learning.Search;

/// <summary>Orders architectures by trainings of their own and keeps a record of every one. An interrupted run's trials are remembered.</summary>
internal sealed class CandidateJudge(SearchRequest request, LearningRun run)
{
    /// <summary>Share of the loss of an answer that looks at no window.</summary>
    private const double NoBetterThanGuessing = 0.95;

    private readonly List<LearningProgress> history = [];
    private readonly List<SearchCandidate> judged = [];
    private double workDone;

    /// <summary>One record a trial.</summary>
    public IReadOnlyList<LearningProgress> History => history;

    /// <summary>Each architecture once, in the order of its first trial, with the accuracy of its last one that held windows back.</summary>
    public IReadOnlyList<SearchCandidate> Judged => judged;

    /// <summary>By one training on the training windows, judged on the validation windows.</summary>
    /// <exception cref="MicroNasException">MNAS5001: the loss of every candidate diverged, at half the learning rate too.</exception>
    public IReadOnlyList<Architecture> Rank(IReadOnlyList<Architecture> candidates, int epochs)
    {
        var plan = new TrialPlan().With(candidates.Count, epochs, request.Dataset.Training.Count);
        var ranked = Try(candidates, epochs, plan, [(request.Dataset.Training, request.Dataset.Validation)]);
        ThrowIfNoneWasTrained(ranked);
        TellOfGuessing();
        return [.. ranked.OrderByDescending(candidate => candidate.Accuracy).Select(candidate => candidate.Architecture)];
    }

    /// <exception cref="MicroNasException">MNAS5001: the loss of every one of them diverged, at half the learning rate too.</exception>
    public static void ThrowIfNoneWasTrained(IEnumerable<RankedCandidate> candidates)
    {
        if (!candidates.Any(candidate => candidate.WasTrained))
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.SearchDiverged,
                "The loss of every candidate diverged, at half the learning rate too. "
                + "Look for extreme values in the windows (inspect the data set's statistics), or choose another search.seed."));
        }
    }

    /// <summary>Says so where no candidate's loss is below that of guessing: then it orders nothing.</summary>
    public void TellOfGuessing()
    {
        var training = request.Dataset.Training;
        var guessing = LossOptions.Of(request.Dataset, training, request.Training).OfGuessing(training, request.Costs.Space.Classes);
        var least = judged.Min(candidate => Math.Min(candidate.TrainingLoss ?? guessing, candidate.FullTrainingLoss ?? guessing));
        if (least > NoBetterThanGuessing * guessing)
        {
            run.Note(FormattableString.Invariant($"No candidate has learnt more than guessing knows (least loss {least:0.000}, guessing {guessing:0.000}): the choice between them is chance. ")
                + "More search.epochs give the trials time; if that changes nothing, look at labels and channels.");
        }
    }

    /// <param name="epochs">Of training for each.</param>
    /// <param name="plan">Of all rounds together.</param>
    /// <param name="folds">What is learnt from and judged by; a candidate is trained once for each.</param>
    /// <returns>In the order of the candidates; what diverged has the loss and the accuracy of <see cref="TrialResult.Diverged"/>.</returns>
    public IReadOnlyList<RankedCandidate> Try(
        IReadOnlyList<Architecture> candidates, int epochs, TrialPlan plan, IReadOnlyList<(WindowSet Training, WindowSet Validation)> folds)
    {
        var ranked = new List<RankedCandidate>();
        foreach (var architecture in candidates)
        {
            var cost = request.Costs.Evaluate(architecture);
            var results = folds
                .Select((fold, i) => Try(architecture, cost, epochs, plan, fold.Training, fold.Validation, folds.Count == 1 ? null : (i + 1, folds.Count)))
                .ToList();
            ranked.Add(new RankedCandidate(architecture, cost, results.Average(result => result.Loss), results.Average(result => result.Accuracy)));
            var record = new SearchCandidate(architecture, cost, ranked[^1].Accuracy, ranked[^1].TrainingLoss, epochs, folds.Count);
            Keep(results.Contains(TrialResult.Diverged) ? record with { Accuracy = null, TrainingLoss = null } : record);
        }

        return ranked;
    }

    /// <summary>Trains each in float on all of <paramref name="windows"/>, with the dropout of the model's own training; none is held back.</summary>
    /// <inheritdoc cref="Try(IReadOnlyList{Architecture}, int, TrialPlan, IReadOnlyList{ValueTuple{WindowSet, WindowSet}})"/>
    public IReadOnlyList<RankedCandidate> TryInFull(IReadOnlyList<Architecture> candidates, int epochs, TrialPlan plan, WindowSet windows)
    {
        var ranked = new List<RankedCandidate>();
        foreach (var architecture in candidates)
        {
            var cost = request.Costs.Evaluate(architecture);
            var result = Try(architecture, cost, epochs, plan, windows, validation: null, fold: null);
            ranked.Add(new RankedCandidate(architecture, cost, result.Loss, result.Accuracy));
            if (ranked[^1].WasTrained)
            {
                var known = judged.FindIndex(candidate => candidate.Architecture == architecture);
                judged[known] = judged[known] with { FullTrainingLoss = result.Loss };
            }
        }

        return ranked;
    }

    private TrialResult Try(
        Architecture architecture, ArchitectureCost cost, int epochs, TrialPlan plan, WindowSet training, WindowSet? validation, (int Number, int Count)? fold)
    {
        var name = FormattableString.Invariant($"trial {history.Count + 1}");
        var isRemembered = run.Journal.Has(name);
        var trial = run.Journal.Once(name, () => Train(architecture, training, validation, epochs, TellOfEpoch));
        history.Add(Describe(trial.ToldLoss, trial.Accuracy) with { NoneHeldBack = validation is null });
        workDone += TrialPlan.WorkOf(epochs, training.Count);
        if (!isRemembered)
        {
            run.Progress.Report(history[^1] with { ShareDone = workDone / plan.Work });
        }

        return trial;

        LearningProgress Describe(double? loss, double accuracy) => new(
            history.Count + 1, plan.Trials, loss, accuracy, cost.LatencyUpper.Value, cost.Memory.Bytes, Candidate: architecture.ToString())
        { TrialEpochs = epochs, Fold = fold, ExpectedFlashBytes = cost.Flash.Bytes };

        // The last epoch is told of when the trial is judged.
        void TellOfEpoch(EpochResult epoch)
        {
            if (epoch.Epoch < epochs)
            {
                run.Progress.Report(Describe(epoch.Loss, epoch.Accuracy) with
                {
                    TrialEpochsDone = epoch.Epoch,
                    NoneHeldBack = true,
                    ShareDone = (workDone + ((double)epoch.Epoch * training.Count)) / plan.Work,
                });
            }
        }
    }

    /// <summary>One candidate that cannot be trained must not cost the others their trials.</summary>
    private TrialResult Train(Architecture architecture, WindowSet training, WindowSet? validation, int epochs, Action<EpochResult> report)
    {
        try
        {
            return new CandidateTrial(request, architecture, training, validation, run).Run(epochs, report);
        }
        catch (MicroNasException exception) when (exception.InnerException is DivergenceException divergence)
        {
            run.Note(FormattableString.Invariant($"Candidate {architecture} is passed over: its loss diverged in epoch {divergence.Epoch}, step {divergence.Step}, ")
                + "at half the learning rate too.");
            return TrialResult.Diverged;
        }
    }

    /// <summary>Keeps a record of an architecture that needs no trial.</summary>
    public void Accept(Architecture architecture) =>
        Keep(new SearchCandidate(architecture, request.Costs.Evaluate(architecture), Accuracy: null, TrainingLoss: null, TrainingEpochs: 0, Folds: 0));

    private void Keep(SearchCandidate candidate)
    {
        var known = judged.FindIndex(other => other.Architecture == candidate.Architecture);
        if (known < 0)
        {
            judged.Add(candidate);
        }
        else
        {
            judged[known] = candidate;
        }
    }
}
