using MicroNas.Core.Diagnostics;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Core.Architectures;

/// <summary>Finds the most probable architecture that keeps a budget.</summary>
/// <remarks>
/// The probability of an architecture is that of the most probable choice of options that stands for it: groups that decide
/// nothing (of an identity cell, or the fusion filters without a main path) count with their best option. So without limits
/// the result is the argmax of every group wherever that is connected.
/// </remarks>
internal sealed class ArchitectureDecoder
{
    /// <summary>Stands for log 0, so that sums stay finite.</summary>
    private const double SmallestLogProbability = -1e4;

    private readonly CostModel costs;
    private readonly CellArc[][][] arcs;
    private readonly Lazy<SmallestCosts> smallest;

    public ArchitectureDecoder(
        CostModel costs, SumExpectation latency, SumExpectation flash, SumExpectation persistent, LiveExpectation live)
    {
        this.costs = costs;
        arcs = CellArcs.Create(costs.Space, latency, flash, persistent, live);
        smallest = new Lazy<SmallestCosts>(() => new SmallestCosts(
            SmallestLatency(new Budget(null, null, null))!.Value,
            SmallestMemory(new Budget(null, null, null))!.Value,
            SmallestFlash(new Budget(null, null, null))!.Value));
    }

    public SmallestCosts SmallestReachable() => smallest.Value;

    public Architecture Decode(IReadOnlyList<double[]> logProbabilities, Budget budget)
    {
        var scored = Prune(Score(_ => 0, logProbabilities));
        var refused = false;
        bool Accept(CellArc[] path)
        {
            var keeps = costs.Evaluate(ArchitectureOf(path)).Keeps(budget);
            refused |= !keeps && KeepsSums(path, budget);
            return keeps;
        }

        var best = PathSearch.LargestScore(scored, LimitsOf(budget), Accept);
        if (refused)
        {
            // A planner that wastes memory refuses paths for more than their sums: then dominance would drop what fits.
            var other = PathSearch.LargestScore(Score(_ => 0, logProbabilities), LimitsOf(budget), Accept, dominance: false);
            best = other is null || (best is not null && Total(best) >= Total(other)) ? best : other;
        }

        // Exact memory, not sums, leads this last search: no limit is called unreachable that a network keeps.
        best ??= SmallestMemoryPath(budget with { Memory = null }) is { } tight && Accept(tight) ? tight : null;
        return best is null ? throw Infeasible(budget) : ArchitectureOf(best);
    }

    private static double Total(CellArc[] path) => path.Sum(arc => arc.Score);

    private bool KeepsSums(CellArc[] path, Budget budget)
    {
        var limits = LimitsOf(budget);
        return path.Sum(arc => arc.Latency) <= limits.Latency && path.Sum(arc => arc.Flash) <= limits.Flash
            && path.Sum(arc => arc.Persistent) + path.Max(arc => arc.Peak) <= limits.Memory;
    }

    /// <summary>A hair wider than the budget, because sums in another order differ in their last bits; the exact cost decides.</summary>
    private PathLimits LimitsOf(Budget budget) => new(
        (budget.Latency?.Value ?? double.PositiveInfinity) / (1 + costs.LatencyErrorBand) * (1 + 1e-9),
        (budget.Flash?.Bytes ?? double.PositiveInfinity) - costs.Footprint.FixedFlash,
        (budget.Memory?.Bytes ?? double.PositiveInfinity) - costs.Footprint.FixedMemory);

    private CellArc[][][] Score(Func<CellArc, double> bonus, IReadOnlyList<double[]>? logProbabilities) =>
    [
        .. arcs.Select((layer, cell) => layer.Select(choices => choices.Select(arc => arc with
        {
            Score = bonus(arc) + (logProbabilities is null || cell == costs.Space.Cells.Count
                ? 0
                : LogProbability(costs.Space.Cells[cell], arc, logProbabilities)),
        }).ToArray()).ToArray()),
    ];

    private static CellArc[][][] Prune(CellArc[][][] layers) =>
        [.. layers.Select(layer => layer.Select(Nondominated).ToArray())];

    private static CellArc[] Nondominated(CellArc[] choices)
    {
        var kept = new List<CellArc>();
        foreach (var group in choices.OrderByDescending(arc => arc.Score).ThenBy(arc => arc.Latency).ThenBy(arc => arc.Peak).GroupBy(arc => arc.To))
        {
            var first = kept.Count;
            foreach (var arc in group)
            {
                if (!kept.Skip(first).Any(other => other.Dominates(arc)))
                {
                    kept.Add(arc);
                }
            }
        }

        return [.. kept];
    }

    private static double LogProbability(SearchCell cell, CellArc arc, IReadOnlyList<double[]> logProbabilities)
    {
        double Of(DecisionGroup group, int option)
        {
            var value = logProbabilities[group.Index][option];
            return double.IsNaN(value)
                ? throw new ArgumentException($"Group {group.Name} holds NaN.", nameof(logProbabilities))
                : Math.Max(value, SmallestLogProbability);
        }

        double Best(DecisionGroup group) => Enumerable.Range(0, group.Options).Max(option => Of(group, option));

        switch (cell)
        {
            case TimeReduceCell reduce:
                return Of(reduce.Kernel, arc.Branches) + Of(reduce.Filters, arc.To);
            case SensorFusionCell fusion when arc.Identity:
                return Of(fusion.Identity!, 1) + Best(fusion.Skip) + fusion.Kernels.Sum(Best)
                    + Best(fusion.FusionFilters) + Best(fusion.OutputFilters);
            case SensorFusionCell fusion:
                var score = Of(fusion.Skip, arc.Branches & 1) + Of(fusion.OutputFilters, arc.To);
                score += fusion.Identity is null ? 0 : Of(fusion.Identity, 0);
                score += arc.Fusion < 0 ? Best(fusion.FusionFilters) : Of(fusion.FusionFilters, arc.Fusion);
                return score + fusion.Kernels.Select((kernel, index) => Of(kernel, arc.Branches >> (index + 1) & 1)).Sum();
            default:
                throw new InvalidOperationException($"Unknown cell {cell.GetType().Name}.");
        }
    }

    private Architecture ArchitectureOf(CellArc[] path) => new(
        [.. costs.Space.Cells.Select(cell => ChoiceOf(cell, path[cell.Index]))]);

    private static CellChoice ChoiceOf(SearchCell cell, CellArc arc) => cell switch
    {
        TimeReduceCell reduce => new TimeReduceChoice(reduce.KernelLengths[arc.Branches], cell.OutputFilterOptions[arc.To]),
        SensorFusionCell when arc.Identity => SensorFusionChoice.Skipped,
        SensorFusionCell fusion => new SensorFusionChoice(
            false,
            [.. fusion.KernelLengths.Where((_, index) => (arc.Branches & BranchProbabilities.Kernel(index)) != 0)],
            (arc.Branches & BranchProbabilities.Skip) != 0,
            arc.Fusion < 0 ? 0 : fusion.FusionFilterOptions[arc.Fusion],
            cell.OutputFilterOptions[arc.To]),
        _ => throw new InvalidOperationException($"Unknown cell {cell.GetType().Name}."),
    };

    private Milliseconds? SmallestLatency(Budget others) => Smallest(others, arc => arc.Latency)?.LatencyUpper;

    private ByteSize? SmallestFlash(Budget others) => Smallest(others, arc => arc.Flash)?.Flash;

    private ArchitectureCost? Smallest(Budget others, Func<CellArc, double> cost)
    {
        var path = PathSearch.LargestScore(
            Prune(Score(arc => -cost(arc), null)), LimitsOf(others), path => costs.Evaluate(ArchitectureOf(path)).Keeps(others));
        return path is null ? null : costs.Evaluate(ArchitectureOf(path));
    }

    private ByteSize? SmallestMemory(Budget others) =>
        SmallestMemoryPath(others) is { } path ? costs.Evaluate(ArchitectureOf(path)).Memory : null;

    private CellArc[]? SmallestMemoryPath(Budget others) => PathSearch.SmallestMemory(Prune(arcs), LimitsOf(others), path =>
    {
        var cost = costs.Evaluate(ArchitectureOf(path));
        return cost.Keeps(others) ? cost.Memory.Bytes - costs.Footprint.FixedMemory : double.PositiveInfinity;
    });

    private MicroNasException Infeasible(Budget budget) => InfeasibleBudget.Explain(
        budget,
        SmallestReachable(),
        SmallestLatency(budget with { Latency = null }),
        SmallestMemory(budget with { Memory = null }),
        SmallestFlash(budget with { Flash = null }));
}
