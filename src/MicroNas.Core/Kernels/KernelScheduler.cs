using MicroNas.Core.Memory;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Kernels;

/// <summary>Trades scratch for speed, layer by layer, within the memory that the model needs anyway or is allowed.</summary>
public static class KernelScheduler
{
    /// <summary>
    /// Begins with the least scratch; then the layers that gain most take the fastest kernel with which the arena stays within
    /// the limit. Scratch lives for one operator alone, so most layers gain without any cost.
    /// </summary>
    /// <param name="model">A validated model.</param>
    /// <param name="memoryLimit">Bytes that the arena may have; never less than it needs.</param>
    public static KernelSchedule Schedule(QuantizedModel model, int memoryLimit = 0)
    {
        var candidates = model.Operators
            .Select(node => node is Convolution2D convolution ? ConvolutionPlanner.Candidates(ConvolutionShape.Of(model, convolution)) : null)
            .ToArray();
        var chosen = candidates.Select(ways => ways?[0]).ToArray();
        var arena = Plan(model, chosen);
        var limit = Math.Max(arena.Size, memoryLimit);
        var upgrades = Enumerable.Range(0, chosen.Length)
            .Where(index => candidates[index]?.Count > 1)
            .OrderByDescending(index => candidates[index]![0].Cycles - candidates[index]![^1].Cycles);
        foreach (var index in upgrades)
        {
            foreach (var candidate in candidates[index]!.Skip(1).Reverse())
            {
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

    private static ArenaPlan Plan(QuantizedModel model, ConvolutionPlan?[] chosen) =>
        ArenaPlanner.PlanModel(model, [.. chosen.Select(plan => plan?.ScratchBytes ?? 0)]);
}
