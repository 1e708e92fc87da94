using MicroNas.Core.Learning;

namespace MicroNas.Learning.Search.Methods;

/// <summary>
/// DARTS (Liu et al., ICLR 2019) in this space, the paper's baseline: α learns nothing of the hardware. The result is the
/// most probable architecture that keeps the budget, so that it can be compared at equal limits.
/// </summary>
/// <param name="gumbelNoise">â with Gumbel noise and τ as in the paper; otherwise softmax(α).</param>
internal sealed class DartsSearch(bool gumbelNoise) : ISearchMethod
{
    private readonly SuperNetworkSettings settings = PaperSearch.Settings with
    {
        HardwareCost = false,
        GumbelNoise = gumbelNoise,
        Temperature = gumbelNoise ? PaperSearch.Settings.Temperature : new TemperatureByStep(Start: 1, Floor: 1, Factor: 1),
    };

    public SearchResult Run(SearchRequest request, LearningRun run)
    {
        var learnt = SuperNetworkSearch.Learn(request, settings, run);
        return SearchResult.Unjudged(request, request.Costs.Decode(learnt.LogProbabilities, request.Budget), learnt.History);
    }
}
