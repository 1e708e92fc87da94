using MicroNas.Core.Architectures;
using MicroNas.Core.Targets;

namespace MicroNas.Learning.Search;

/// <summary>What the decoder ranks architectures by: the evidence of the validation windows, and a preference for capacity.</summary>
/// <remarks>
/// The decoder keeps the budget exactly. α itself has been pushed away from whatever is dear, so ranking by α would charge
/// for the cost twice, and where the evidence is faint every decision would fall to its cheapest option.
/// </remarks>
internal static class DecodingScores
{
    /// <summary>
    /// By how much (in units of log probability) a network that uses the whole limit is preferred to one that uses nothing of
    /// it. More than the noise of undecided groups adds up to, less than decided ones weigh.
    /// </summary>
    public const double CapacityPreference = 4;

    /// <param name="evidence">The part of α that cross-entropy alone has made.</param>
    /// <returns>[group][option]; larger is better.</returns>
    public static IReadOnlyList<double[]> Of(ArchitectureWeights evidence, ICostModel costs, Budget budget)
    {
        var cost = costs.Expect(new ArchitectureWeights(costs.Space.Groups).Probabilities());
        var (gradient, limit) = budget switch
        {
            { Latency: { } latency } => (cost.LatencyGradient, latency.Value),
            { Flash: { } flash } => (cost.FlashGradient, flash.Bytes),
            { Memory: { } memory } => (cost.MemoryGradient, (double)memory.Bytes),
            _ => (null, 1),
        };
        return gradient is null
            ? evidence.LogProbabilities()
            : [.. evidence.LogProbabilities().Zip(gradient, (scores, slopes) =>
                scores.Zip(slopes, (score, slope) => score + (CapacityPreference * slope / limit)).ToArray())];
    }
}
