using MicroNas.Core.Configuration;
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
        var learnt = SuperNetworkSearch.Learn(request, SettingsOf(request.Options.Recipe), run);
        var budget = TrainableBudget.Of(request, DecodingScores.Of(learnt.Evidence, request.Costs.Space, DecodingStyle.Plain), run.Note);
        var tournament = new CandidateTournament(request, run, new CandidateGenerator(request, learnt, budget, run.Journal.Cancellation));
        var found = tournament.Pick();
        return new SearchResult(found, tournament.Judged, [.. learnt.History, .. tournament.History]);
    }

    private static SuperNetworkSettings SettingsOf(SearchRecipeOptions recipe) => Settings with
    {
        WarmUpShare = recipe.WarmUp,
        Temperature = recipe.Temperature == TemperatureFall.Progress ? Settings.Temperature : PaperSearch.Settings.Temperature,
    };
}
