using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Search;

/// <summary>
/// Chooses between architectures by training each from scratch for a few epochs: many of them briefly, then descendants of
/// the best as briefly, then the best of all for longer, ordered by training loss; then the best few on several folds of people, judged
/// by training loss and by the windows that each fold holds back. Test windows play no part.
/// </summary>
internal sealed class CandidateTournament(SearchRequest request, LearningRun run, CandidateGenerator generator)
{
    /// <summary>New architectures of a generation.</summary>
    public const int DescendantsEach = 10;

    /// <summary>Architectures of the last trials.</summary>
    public const int Finalists = 4;

    private const int Parents = 4;

    private readonly SearchRecipeOptions recipe = request.Options.Recipe;
    private readonly TrialEpochs epochs = TrialEpochs.Of(request.Options, request.Dataset.Training.Count);
    private readonly CandidateJudge judge = new(request, run);

    /// <inheritdoc cref="CandidateJudge.Judged"/>
    public IReadOnlyList<SearchCandidate> Judged => judge.Judged;

    /// <inheritdoc cref="CandidateJudge.History"/>
    public IReadOnlyList<LearningProgress> History => judge.History;

    /// <summary>The winner; of equals the first, as where all of the last trials diverge.</summary>
    /// <exception cref="MicroNasException">MNAS5001: the loss of every first candidate diverged, at half the learning rate too.</exception>
    public Architecture Pick()
    {
        var first = generator.First(recipe.Candidates);
        if (first.Count == 1)
        {
            judge.Accept(first[0]);
            return first[0];
        }

        IReadOnlyList<(WindowSet Training, WindowSet Validation)> given = [(request.Dataset.Training, request.Dataset.Validation)];
        var windows = request.Dataset.Training.Count;
        var all = recipe.Folds == 1 ? null : request.Dataset.Training.Concatenate(request.Dataset.Validation);
        var foldsOfPeople = all is null ? [] : FoldsOfPeople(all);
        var foldCount = all is null ? 1 : foldsOfPeople.Count;
        var windowsOfFold = all is null ? windows : foldsOfPeople.Average(fold => fold.Training.Count);

        var candidates = first.Count + (recipe.Generations * DescendantsEach);

        // After as many epochs as before every trial would end as it did.
        var secondRound = epochs.SecondRound > epochs.FirstRound ? Math.Min(recipe.SecondRound, candidates) : 0;
        var plan = new TrialPlan()
            .With(candidates, epochs.FirstRound, windows)
            .With(secondRound, epochs.SecondRound, windows)
            .With(Finalists * foldCount, epochs.FinalRound, windowsOfFold);
        List<RankedCandidate> ranked = [.. judge.Try(first, epochs.FirstRound, plan, given).OrderBy(candidate => candidate.TrainingLoss)];
        CandidateJudge.ThrowIfNoneWasTrained(ranked);
        for (var generation = 0; generation < recipe.Generations; generation++)
        {
            var parents = ranked.Take(Parents).Select(candidate => candidate.Architecture).ToList();
            var descendants = generator.Descendants(parents, DescendantsEach, ranked.Select(candidate => candidate.Architecture));
            plan = plan.With(descendants.Count - DescendantsEach, epochs.FirstRound, windows);
            ranked = [.. ranked.Concat(judge.Try(descendants, epochs.FirstRound, plan, given)).OrderBy(candidate => candidate.TrainingLoss)];
        }

        if (secondRound > 0)
        {
            var best = Best(ranked, secondRound);
            plan = plan.With(best.Count - secondRound, epochs.SecondRound, windows);
            List<RankedCandidate> longer = [.. judge.Try(best, epochs.SecondRound, plan, given).Where(candidate => candidate.WasTrained).OrderBy(candidate => candidate.TrainingLoss)];
            var others = ranked.ExceptBy(longer.Select(candidate => candidate.Architecture), candidate => candidate.Architecture);
            ranked = [.. longer, .. others.OrderBy(candidate => best.Contains(candidate.Architecture) ? 1 : 0)];
        }

        var finalists = Best(ranked, Finalists);
        var folds = all is null ? given : foldsOfPeople.ConvertAll(fold => (all.Select(fold.Training), all.Select(fold.Validation)));
        plan = plan.With((finalists.Count - Finalists) * foldCount, epochs.FinalRound, windowsOfFold);
        var tried = judge.Try(finalists, epochs.FinalRound, plan, folds);

        // Few windows are learnt by heart by every network: then accuracy alone tells.
        var isFew = epochs.FinalRound > TrialEpochs.Usual(request.Options).FinalRound;
        return (isFew ? tried.MaxBy(candidate => candidate.Accuracy)! : RankedCandidate.Best(tried)).Architecture;
    }

    /// <summary>What diverged is tried again only where too few others are left.</summary>
    private static List<Architecture> Best(List<RankedCandidate> ranked, int count) =>
        [.. ranked.OrderBy(candidate => candidate.WasTrained ? 0 : 1).Take(count).Select(candidate => candidate.Architecture)];

    private List<ValidationFold> FoldsOfPeople(WindowSet windows) =>
        [.. SubjectFolds.Create(windows, recipe.Folds, request.Options.Seed).Where(fold => fold.Training.Count >= ShardWorkers.Count)];
}
