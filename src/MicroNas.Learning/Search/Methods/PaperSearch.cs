using MicroNas.Core.Learning;

namespace MicroNas.Learning.Search.Methods;

/// <summary>
/// The paper's method: noise, cost of the sample, dropout in both steps, no warm-up, no augmentation, τ by a factor a step.
/// Its argmax can break a limit; here the result is the most probable architecture that keeps all of them.
/// </summary>
internal sealed class PaperSearch : ISearchMethod
{
    internal static SuperNetworkSettings Settings { get; } = new()
    {
        WarmUpShare = 0,
        Temperature = new TemperatureByStep(Start: 5, Floor: 0.2, Factor: 0.997),
        GumbelNoise = true,
        HardwareCost = true,
        CostOfSample = true,
        ErrorBandInLimit = false,
        DropoutInArchitectureStep = true,
        Augmentation = false,
    };

    public SearchResult Run(SearchRequest request, LearningRun run)
    {
        var learnt = SuperNetworkSearch.Learn(request, Settings, run);
        return SearchResult.Unjudged(request, request.Costs.Decode(learnt.LogProbabilities, request.Budget), learnt.History);
    }
}
