using MicroNas.Core.Architectures;
using MicroNas.Core.Learning;

namespace MicroNas.Learning.Search;

/// <summary>
/// Chooses between architectures by training each from scratch for a few epochs and looking at validation windows: all of
/// them briefly, then the best few for longer. Test windows play no part.
/// </summary>
internal sealed class CandidateTournament(SearchRequest request, LearningRun run)
{
    private const int LongestFirstRound = 3;
    private const int LongestFinalRound = 8;
    private const int Finalists = 4;

    // Who asks for a shorter search than that gets shorter trials too.
    private readonly int firstRoundEpochs = Math.Min(LongestFirstRound, request.Options.Epochs);
    private readonly int finalRoundEpochs = Math.Min(LongestFinalRound, request.Options.Epochs);

    private readonly CandidateJudge judge = new(request, run);

    /// <inheritdoc cref="CandidateJudge.Judged"/>
    public IReadOnlyList<SearchCandidate> Judged => judge.Judged;

    /// <inheritdoc cref="CandidateJudge.History"/>
    public IReadOnlyList<LearningProgress> History => judge.History;

    /// <param name="candidates">Each keeps the budget; the first of equals wins.</param>
    public Architecture Pick(IReadOnlyList<Architecture> candidates)
    {
        if (candidates.Count == 1)
        {
            judge.Accept(candidates[0]);
            return candidates[0];
        }

        var finalists = candidates;
        var trials = candidates.Count;
        if (candidates.Count > Finalists)
        {
            trials += Finalists;
            finalists = [.. judge.Rank(candidates, firstRoundEpochs, trials).Take(Finalists)];
        }

        return judge.Rank(finalists, finalRoundEpochs, trials)[0];
    }
}
