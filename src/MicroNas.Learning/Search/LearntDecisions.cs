using MicroNas.Core.Learning;

namespace MicroNas.Learning.Search;

/// <summary>What the super-network taught about the decisions of the space, [group][option].</summary>
/// <param name="LogProbabilities">log softmax(α).</param>
/// <param name="Evidence">The same of the part of α that cross-entropy alone has made.</param>
/// <param name="History">One record an epoch.</param>
internal sealed record LearntDecisions(double[][] LogProbabilities, double[][] Evidence, IReadOnlyList<LearningProgress> History);
