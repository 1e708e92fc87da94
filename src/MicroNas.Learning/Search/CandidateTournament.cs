using MicroNas.Core.Architectures;
using MicroNas.Core.Learning;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Search;

/// <summary>
/// Chooses between architectures by training each from scratch for a few epochs and looking at validation windows: all of
/// them briefly, then the best few for longer. Test windows play no part.
/// </summary>
internal sealed class CandidateTournament(SearchRequest request, ShardWorkers workers)
{
    private const int LongestFirstRound = 3;
    private const int LongestFinalRound = 8;
    private const int Finalists = 4;

    // Who asks for a shorter search than that gets shorter trials too.
    private readonly int firstRoundEpochs = Math.Min(LongestFirstRound, request.Options.Epochs);
    private readonly int finalRoundEpochs = Math.Min(LongestFinalRound, request.Options.Epochs);

    private readonly List<LearningProgress> history = [];

    /// <summary>One record a trial.</summary>
    public IReadOnlyList<LearningProgress> History => history;

    /// <param name="candidates">Each keeps the budget; the first of equals wins.</param>
    public Architecture Pick(
        IReadOnlyList<Architecture> candidates, IProgress<LearningProgress> progress, CancellationToken cancellation)
    {
        if (candidates.Count == 1)
        {
            return candidates[0];
        }

        var finalists = candidates;
        var trials = candidates.Count;
        if (candidates.Count > Finalists)
        {
            trials += Finalists;
            finalists = [.. Rank(candidates, firstRoundEpochs, trials, progress, cancellation).Take(Finalists)];
        }

        return Rank(finalists, finalRoundEpochs, trials, progress, cancellation).First();
    }

    private List<Architecture> Rank(
        IReadOnlyList<Architecture> candidates, int epochs, int trials, IProgress<LearningProgress> progress, CancellationToken cancellation)
    {
        var ranked = new List<(Architecture Architecture, double Accuracy)>();
        foreach (var candidate in candidates)
        {
            var (loss, accuracy) = new CandidateTrial(request, candidate, workers).Run(epochs, cancellation);
            ranked.Add((candidate, accuracy));
            var cost = request.Costs.Evaluate(candidate);
            history.Add(new LearningProgress(
                history.Count + 1, trials, loss, accuracy, cost.Latency.Value, cost.Memory.Bytes, Candidate: candidate.ToString()));
            progress.Report(history[^1]);
        }

        return [.. ranked.OrderByDescending(entry => entry.Accuracy).Select(entry => entry.Architecture)];
    }
}
