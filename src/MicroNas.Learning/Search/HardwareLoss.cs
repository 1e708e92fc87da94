using MicroNas.Core.Architectures;
using MicroNas.Core.Targets;

namespace MicroNas.Learning.Search;

/// <summary>
/// loss_lat, loss_mem and their like for flash of Eq. 6: η · log(cost / limit) above the limit, a faint pull below it.
/// </summary>
/// <param name="latencyErrorBand">The budget is checked against the upper end of the band, hence also here.</param>
internal sealed class HardwareLoss(Budget budget, double latencyErrorBand)
{
    /// <summary>η for latency and for flash.</summary>
    public const double LatencyWeight = 2;

    /// <summary>η for memory.</summary>
    public const double MemoryWeight = 4;

    /// <summary>Weight below a limit: of two equally accurate networks the cheaper one wins.</summary>
    public const double WeightBelowLimit = 0.002;

    /// <summary>The loss, and d loss / d probability added to <paramref name="gradient"/> ([group][option]).</summary>
    public double Add(ExpectedCost cost, IReadOnlyList<double[]> gradient)
    {
        var loss = 0.0;
        if (budget.Latency is { } latency)
        {
            var limit = latency.Value / (1 + latencyErrorBand);
            loss += Term(cost.LatencyMilliseconds, limit, LatencyWeight, cost.LatencyGradient, gradient);
        }

        if (budget.Memory is { } memory)
        {
            loss += Term(cost.MemoryBytes, memory.Bytes, MemoryWeight, cost.MemoryGradient, gradient);
        }

        if (budget.Flash is { } flash)
        {
            loss += Term(cost.FlashBytes, flash.Bytes, LatencyWeight, cost.FlashGradient, gradient);
        }

        return loss;
    }

    private static double Term(double cost, double limit, double weight, double[][] costGradient, IReadOnlyList<double[]> gradient)
    {
        var eta = cost > limit ? weight : WeightBelowLimit;
        for (var group = 0; group < gradient.Count; group++)
        {
            for (var option = 0; option < gradient[group].Length; option++)
            {
                gradient[group][option] += eta / cost * costGradient[group][option];
            }
        }

        return eta * Math.Log(cost / limit);
    }
}
