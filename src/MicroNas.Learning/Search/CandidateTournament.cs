using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Search;

/// <summary>
/// Chooses between architectures by training each from scratch, ordered by training loss: many of them briefly, then descendants of
/// the best as briefly, then the best of all for longer, and the best few of these as the model will be trained. Where windows are few, the last
/// are trained on several folds of people and judged by the windows that each fold holds back. Test windows play no part.
/// </summary>
internal sealed class CandidateTournament(SearchRequest request, LearningRun run, CandidateGenerator generator)
{
    /// <summary>New architectures of a generation.</summary>
    public const int DescendantsEach = 10;

    private const int Parents = 4;

    /// <summary>Far finer than one window of any data set, far coarser than the rounding of a mean.</summary>
    private const int AccuracyDigits = 9;

    private readonly SearchRecipeOptions recipe = request.Options.Recipe;
    private readonly TrialEpochs epochs = TrialEpochs.Of(request.Options, request.Dataset.Training.Count);
    private readonly CandidateJudge judge = new(request, run);
    private readonly WindowSet all = request.Dataset.Training.Concatenate(request.Dataset.Validation);

    private readonly IReadOnlyList<(WindowSet Training, WindowSet Validation)> given = [(request.Dataset.Training, request.Dataset.Validation)];

    private TrialPlan plan;

    /// <inheritdoc cref="CandidateJudge.Judged"/>
    public IReadOnlyList<SearchCandidate> Judged => judge.Judged;

    /// <inheritdoc cref="CandidateJudge.History"/>
    public IReadOnlyList<LearningProgress> History => judge.History;

    /// <summary>The winner; the first where all of the last trials diverge.</summary>
    /// <exception cref="MicroNasException">MNAS5001: the loss of every first candidate diverged, at half the learning rate too.</exception>
    public Architecture Pick()
    {
        var first = generator.First(recipe.Candidates);
        if (first.Count < recipe.Candidates)
        {
            run.Note(first.Count == 1
                ? FormattableString.Invariant($"Only one candidate was found that keeps the limits, of {recipe.Candidates} to try: it is taken without a trial.")
                : FormattableString.Invariant($"Only {first.Count} different candidates were found that keep the limits, of {recipe.Candidates} to begin with."));
        }

        if (first.Count == 1)
        {
            judge.Accept(first[0]);
            return first[0];
        }

        var candidates = first.Count + (recipe.Generations * DescendantsEach);

        // After as many epochs as before every trial would end as it did.
        var secondIsLonger = epochs.SecondRound > epochs.FirstRound;
        if (recipe.SecondRound > 0 && !secondIsLonger)
        {
            run.Note(FormattableString.Invariant($"No trial is longer than the search (search.epochs: {request.Options.Epochs}): there is no second round of longer ones."));
        }

        var secondRound = secondIsLonger ? Math.Min(recipe.SecondRound, candidates) : 0;
        var finalists = recipe.Finalists > 1 ? Math.Min(recipe.Finalists, candidates) : 0;
        var folds = !epochs.IsFew ? [] : recipe.Folds == 1 ? given : FoldsOfPeople();
        Plan(candidates, epochs.FirstRound);
        Plan(secondRound, epochs.SecondRound);
        PlanLast(finalists, folds);

        var ranked = Breed(first);
        if (secondRound > 0)
        {
            ranked = TrainLonger(ranked, secondRound);
        }

        var winner = finalists == 0 ? Best(ranked, 1)[0] : Decide(ranked, finalists, folds);
        judge.TellOfGuessing();
        return winner;
    }

    /// <summary>The first candidates and their descendants after the first round, the best first.</summary>
    private List<RankedCandidate> Breed(IReadOnlyList<Architecture> first)
    {
        List<RankedCandidate> ranked = [.. judge.Try(first, epochs.FirstRound, plan, given).OrderBy(candidate => candidate.TrainingLoss)];
        CandidateJudge.ThrowIfNoneWasTrained(ranked);
        for (var generation = 0; generation < recipe.Generations; generation++)
        {
            var parents = ranked.Take(Parents).Select(candidate => candidate.Architecture).ToList();
            var descendants = generator.Descendants(parents, DescendantsEach, ranked.Select(candidate => candidate.Architecture));
            Plan(descendants.Count - DescendantsEach, epochs.FirstRound);
            ranked = [.. ranked.Concat(judge.Try(descendants, epochs.FirstRound, plan, given)).OrderBy(candidate => candidate.TrainingLoss)];
        }

        return ranked;
    }

    /// <summary>All after the second round: those that it trained, then the others, then what diverged in it.</summary>
    private List<RankedCandidate> TrainLonger(List<RankedCandidate> ranked, int count)
    {
        var best = Best(ranked, count);
        Plan(best.Count - count, epochs.SecondRound);
        List<RankedCandidate> longer = [.. judge.Try(best, epochs.SecondRound, plan, given).Where(candidate => candidate.WasTrained).OrderBy(candidate => candidate.TrainingLoss)];
        var others = ranked.ExceptBy(longer.Select(candidate => candidate.Architecture), candidate => candidate.Architecture);
        return [.. longer, .. others.OrderBy(candidate => best.Contains(candidate.Architecture) ? 1 : 0)];
    }

    private Architecture Decide(List<RankedCandidate> ranked, int count, IReadOnlyList<(WindowSet Training, WindowSet Validation)> folds)
    {
        var finalists = Best(ranked, count);
        PlanLast(finalists.Count - count, folds);

        if (!epochs.IsFew)
        {
            return judge.TryInFull(finalists, epochs.FinalRound, plan, all).MinBy(candidate => candidate.TrainingLoss)!.Architecture;
        }

        // Few windows are learnt by heart by every network: then accuracy alone tells, and of equals, whatever their folds' order, the fastest is worth most.
        var best = judge.Try(finalists, epochs.FinalRound, plan, folds)
            .Where(candidate => candidate.WasTrained)
            .OrderByDescending(candidate => Math.Round(candidate.Accuracy, AccuracyDigits))
            .ThenBy(candidate => candidate.Cost.LatencyUpper.Value)
            .FirstOrDefault();
        return best?.Architecture ?? finalists[0];
    }

    private void Plan(int candidates, int epochsEach) => plan = plan.With(candidates, epochsEach, request.Dataset.Training.Count);

    private void PlanLast(int finalists, IReadOnlyList<(WindowSet Training, WindowSet Validation)> folds) => plan = epochs.IsFew
        ? plan.With(finalists * folds.Count, epochs.FinalRound, folds.Average(fold => fold.Training.Count))
        : plan.With(finalists, epochs.FinalRound, all.Count);

    /// <summary>What diverged is tried again only where too few others are left.</summary>
    private static List<Architecture> Best(List<RankedCandidate> ranked, int count) =>
        [.. ranked.OrderBy(candidate => candidate.WasTrained ? 0 : 1).Take(count).Select(candidate => candidate.Architecture)];

    private List<(WindowSet Training, WindowSet Validation)> FoldsOfPeople() =>
        [.. SubjectFolds.Create(all, recipe.Folds, request.Options.Seed)
            .Where(fold => fold.Training.Count >= ShardWorkers.Count)
            .Select(fold => (all.Select(fold.Training), all.Select(fold.Validation)))];
}
