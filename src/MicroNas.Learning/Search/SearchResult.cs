using MicroNas.Core.Architectures;
using MicroNas.Core.Learning;

namespace MicroNas.Learning.Search;

/// <summary>What a method found.</summary>
/// <param name="Architecture">Keeps the budget.</param>
/// <param name="Candidates">Every architecture that it looked at, the found one among them.</param>
/// <param name="History">One record an epoch or a trial.</param>
internal sealed record SearchResult(
    Architecture Architecture, IReadOnlyList<SearchCandidate> Candidates, IReadOnlyList<LearningProgress> History)
{
    /// <summary>An architecture that is taken without being trained and judged.</summary>
    public static SearchResult Unjudged(SearchRequest request, Architecture architecture, IReadOnlyList<LearningProgress> history) => new(
        architecture, [new SearchCandidate(architecture, request.Costs.Evaluate(architecture), Accuracy: null, TrainingLoss: null, TrainingEpochs: 0, Folds: 0)], history);
}
