using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Learning.Search.Methods;

namespace MicroNas.Learning.Search;

/// <summary>The search of a request, by the method that it names.</summary>
internal static class ArchitectureSearch
{
    /// <exception cref="MicroNasException">MNAS2xxx: no architecture keeps the budget. MNAS5001: the loss diverged.</exception>
    public static SearchOutcome Run(SearchRequest request, LearningRun run)
    {
        // An impossible budget ends the search before any training. Method scaled trains nothing, and knows what is possible for it.
        if (request.Options.Method != SearchMethod.Scaled)
        {
            request.Costs.Decode(new ArchitectureWeights(request.Costs.Space.Groups).LogProbabilities(), request.Budget);
        }

        var result = Method(request.Options.Method).Run(request, run);
        return new SearchOutcome(
            result.Architecture, request.Costs.Evaluate(result.Architecture), result.History, result.Candidates);
    }

    private static ISearchMethod Method(SearchMethod method) => method switch
    {
        SearchMethod.Micronas => new MicronasSearch(),
        SearchMethod.Paper => new PaperSearch(),
        SearchMethod.Darts => new DartsSearch(gumbelNoise: false),
        SearchMethod.DartsGumbel => new DartsSearch(gumbelNoise: true),
        SearchMethod.Random => new RandomSearch(),
        SearchMethod.Scaled => new ScaledSearch(),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such search method."),
    };
}
