using MicroNas.Core.Learning;

namespace MicroNas.Learning.Search.Methods;

/// <summary>
/// The paper's baseline: 30 random architectures that keep the budget, each trained for the search's epochs and judged on the
/// validation windows; the best is kept.
/// </summary>
internal sealed class RandomSearch : ISearchMethod
{
    private const int Architectures = 30;

    public SearchResult Run(SearchRequest request, LearningRun run)
    {
        var drawn = RandomArchitectures.Draw(request.Costs, request.Budget, Architectures, request.Options.Seed, run.Journal.Cancellation);
        if (drawn.Count < Architectures)
        {
            run.Note(FormattableString.Invariant($"Only {drawn.Count} different architectures were found that keep the limits, of {Architectures} to try."));
        }

        var judge = new CandidateJudge(request, run);
        var ranked = judge.Rank(drawn, request.Options.Epochs);
        return new SearchResult(ranked[0], judge.Judged, judge.History);
    }
}
