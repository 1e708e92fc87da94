using MicroNas.Core.Architectures;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;

namespace MicroNas.Learning.Search;

/// <summary>Orders architectures by short trainings and keeps a record of every one. An interrupted run's trials are remembered.</summary>
internal sealed class CandidateJudge(SearchRequest request, LearningRun run)
{
    private readonly List<LearningProgress> history = [];
    private readonly List<SearchCandidate> judged = [];

    /// <summary>One record a trial.</summary>
    public IReadOnlyList<LearningProgress> History => history;

    /// <summary>Each architecture once, in the order of its first trial, with the accuracy of its last one.</summary>
    public IReadOnlyList<SearchCandidate> Judged => judged;

    /// <param name="epochs">Of training for each.</param>
    /// <param name="trials">Trials in all rounds together, for the progress.</param>
    /// <returns>Best first; of equals the first.</returns>
    /// <exception cref="MicroNasException">MNAS5001: the loss diverged, at half the learning rate too.</exception>
    public IReadOnlyList<Architecture> Rank(IReadOnlyList<Architecture> candidates, int epochs, int trials)
    {
        var ranked = new List<SearchCandidate>();
        foreach (var architecture in candidates)
        {
            var trial = run.Journal.Once(
                FormattableString.Invariant($"trial {history.Count + 1}"),
                () => new CandidateTrial(request, architecture, run).Run(epochs));
            var candidate = new SearchCandidate(architecture, request.Costs.Evaluate(architecture), trial.Accuracy, epochs);
            ranked.Add(candidate);
            Keep(candidate);
            history.Add(new LearningProgress(
                history.Count + 1,
                trials,
                trial.Loss,
                trial.Accuracy,
                candidate.Cost.Latency.Value,
                candidate.Cost.Memory.Bytes,
                Candidate: architecture.ToString()));
            run.Progress.Report(history[^1]);
        }

        return [.. ranked.OrderByDescending(candidate => candidate.Accuracy).Select(candidate => candidate.Architecture)];
    }

    /// <summary>Keeps a record of an architecture that needs no trial.</summary>
    public void Accept(Architecture architecture) =>
        Keep(new SearchCandidate(architecture, request.Costs.Evaluate(architecture), Accuracy: null, TrainingEpochs: 0));

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
