using MicroNas.Core.Memory;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Kernels;

/// <summary>Trades scratch for speed, layer by layer, within the memory that the model needs anyway or is allowed.</summary>
public static class KernelScheduler
{
    /// <summary>Arenas that are planned for one model: far more than networks for microcontrollers need, few enough for a file of a thousand layers.</summary>
    private const int MostPlans = 250;

    /// <summary>
    /// Begins with the ways that the search counts on, or with the least scratch where those break the limit, or in the last resort with none; then the layers that
    /// gain most take the fastest way with which the arena does not grow, or stays within the limit. Scratch lives for one operator alone, so most
    /// layers gain without any cost.
    /// </summary>
    /// <param name="model">A validated model.</param>
    /// <param name="memoryLimit">Bytes that the arena may have; it may still need more. Null for no limit.</param>
    public static KernelSchedule Schedule(QuantizedModel model, long? memoryLimit = null)
    {
        var candidates = model.Operators.Select(node => Candidates(model, node)).ToArray();
        ConvolutionPlan?[] Choose(KernelPreference preference) =>
            [.. candidates.Select(ways => ways is null ? null : ConvolutionPlanner.Choose(ways, preference))];

        var chosen = Choose(KernelPreference.Fast);
        var arena = Plan(model, chosen);
        if (arena.Size > memoryLimit)
        {
            chosen = Choose(KernelPreference.Small);
            arena = Plan(model, chosen);
        }

        if (arena.Size > memoryLimit)
        {
            chosen = [.. candidates.Select(ways => ways is null ? null : ConvolutionPlanner.Plain)];
            arena = Plan(model, chosen);
        }

        var plans = 0;
        var limit = Math.Max(arena.Size, memoryLimit ?? 0);
        var upgrades = Enumerable.Range(0, chosen.Length)
            .Where(index => chosen[index] is { } way && way != candidates[index]![^1])
            .OrderByDescending(index => chosen[index]!.Cycles - candidates[index]![^1].Cycles);
        foreach (var index in upgrades)
        {
            foreach (var candidate in candidates[index]!.Where(candidate => candidate.Cycles < chosen[index]!.Cycles).Reverse())
            {
                if (plans++ == MostPlans)
                {
                    return new KernelSchedule([.. chosen], arena);
                }

                ConvolutionPlan?[] trial = [.. chosen];
                trial[index] = candidate;
                var plan = Plan(model, trial);
                if (plan.Size <= limit)
                {
                    (chosen, arena) = (trial, plan);
                    break;
                }
            }
        }

        return new KernelSchedule([.. chosen], arena);
    }

    private static IReadOnlyList<ConvolutionPlan>? Candidates(QuantizedModel model, QuantizedOperator node) => node is Convolution2D convolution
        ? ConvolutionPlanner.Candidates(ConvolutionShape.Of(model, convolution), RequantizationForm.IsQuick(model, convolution))
        : null;

    private static ArenaPlan Plan(QuantizedModel model, ConvolutionPlan?[] chosen) =>
        ArenaPlanner.PlanModel(model, [.. chosen.Select(plan => plan?.ScratchBytes ?? 0)]);
}
