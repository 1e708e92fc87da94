using MicroNas.Core;
using MicroNas.Core.Architectures;

namespace MicroNas.Learning.Search;

/// <summary>What the decoder ranks architectures by: the evidence of the validation windows, and a faint preference for capacity.</summary>
/// <remarks>
/// The decoder keeps the budget exactly. α itself has been pushed away from whatever is dear, so ranking by α would charge
/// for the cost twice, and where the evidence is faint every decision would fall to its cheapest option. The preference for
/// filters is logarithmic, so that what the budget allows is spread over the cells and not spent on one.
/// </remarks>
internal static class DecodingScores
{
    /// <summary>In units of log probability: doubling the filters of a convolution is worth 0.2.</summary>
    private const double FilterPreference = 0.3;

    /// <summary>A kernel that is on: the main path alone sees all sensors at once.</summary>
    private const double KernelPreference = 0.6;

    /// <summary>A skip path that is on.</summary>
    private const double SkipPreference = 0.1;

    /// <param name="evidence">The part of α that cross-entropy alone has made.</param>
    /// <returns>[group][option]; larger is better.</returns>
    public static IReadOnlyList<double[]> Of(ArchitectureWeights evidence, SearchSpace space)
    {
        var scores = evidence.LogProbabilities();
        foreach (var cell in space.Cells)
        {
            switch (cell)
            {
                case TimeReduceCell timeReduce:
                    PreferFilters(scores[timeReduce.Filters.Index], timeReduce.OutputFilterOptions);
                    break;
                case SensorFusionCell fusion:
                    PreferFilters(scores[fusion.FusionFilters.Index], fusion.FusionFilterOptions);
                    PreferFilters(scores[fusion.OutputFilters.Index], fusion.OutputFilterOptions);
                    scores[fusion.Skip.Index][1] += SkipPreference;
                    foreach (var kernel in fusion.Kernels)
                    {
                        scores[kernel.Index][1] += KernelPreference;
                    }

                    if (fusion.Identity is { } identity)
                    {
                        // Leaving the cell out must not be a way to have its other decisions for nothing.
                        scores[identity.Index][1] -= KernelPreference + SkipPreference;
                    }

                    break;
            }
        }

        return scores;
    }

    private static void PreferFilters(double[] scores, EquatableArray<int> options)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] += FilterPreference * Math.Log((double)options[i] / options[^1]);
        }
    }
}
