using MicroNas.Core.Architectures;
using MicroNas.Core.Learning;

namespace MicroNas.Learning.Search.Methods;

/// <summary>The product's search: candidates from what the super-network taught, and a tournament between them.</summary>
internal sealed class MicronasSearch : ISearchMethod
{
    internal static SuperNetworkSettings Settings { get; } = new()
    {
        WarmUpShare = 0.25,
        Temperature = new TemperatureByProgress(Start: 5, Floor: 0.2, ReachedAt: 0.6),
        GumbelNoise = true,
        HardwareCost = true,

        // Half of the noisy samples lie above a limit that the expectation keeps, and would push it far below.
        CostOfSample = false,
        ErrorBandInLimit = true,
        DropoutInArchitectureStep = false,
        Augmentation = true,
    };

    public SearchResult Run(SearchRequest request, LearningRun run)
    {
        var learnt = SuperNetworkSearch.Learn(request, Settings, run);
        var tournament = new CandidateTournament(request, run);
        var found = tournament.Pick(Candidates(request, learnt));
        return new SearchResult(found, tournament.Judged, [.. learnt.History, .. tournament.History]);
    }

    /// <summary>The most probable architecture by α (design of the paper) and one for each way to lean where the evidence is faint; all keep the budget.</summary>
    private static List<Architecture> Candidates(SearchRequest request, LearntDecisions learnt) =>
        [.. DecodingStyle.All
            .Select(style => DecodingScores.Of(learnt.Evidence, request.Costs.Space, style))
            .Append(learnt.LogProbabilities)
            .Select(scores => request.Costs.Decode(scores, request.Budget))
            .Distinct()];
}
