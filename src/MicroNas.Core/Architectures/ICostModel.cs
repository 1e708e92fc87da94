using MicroNas.Core.Targets;

namespace MicroNas.Core.Architectures;

/// <summary>What architectures of one search space cost on one target.</summary>
public interface ICostModel
{
    SearchSpace Space { get; }

    /// <summary>Relative half-width of the latency table's error band.</summary>
    double LatencyErrorBand { get; }

    /// <summary>The exact cost of a discrete architecture: what the budget is checked against.</summary>
    ArchitectureCost Evaluate(Architecture architecture);

    /// <summary>The expected cost for <paramref name="probabilities"/> ([group][option], each group sums to 1) and its gradient.</summary>
    ExpectedCost Expect(IReadOnlyList<double[]> probabilities);

    /// <summary>
    /// The most probable architecture (largest sum of <paramref name="logProbabilities"/>, [group][option]) among those
    /// that keep every limit of <paramref name="budget"/>.
    /// </summary>
    /// <exception cref="Diagnostics.MicroNasException">No architecture keeps the budget (MNAS2xxx, with the smallest reachable values).</exception>
    Architecture Decode(IReadOnlyList<double[]> logProbabilities, Budget budget);
}
