using MicroNas.Core;
using MicroNas.Core.Architectures;

namespace MicroNas.Learning.Search;

/// <summary>What the decoder ranks architectures by: the evidence of the validation windows, and a faint preference for capacity.</summary>
/// <remarks>
/// The decoder keeps the budget exactly. α itself has been pushed away from whatever is dear, so ranking by α would charge
/// for the cost twice, and where the evidence is faint every decision would fall to its cheapest option.
/// </remarks>
internal static class DecodingScores
{
    /// <param name="evidence">log softmax of the part of α that cross-entropy alone has made; stays as it is.</param>
    /// <returns>[group][option]; larger is better.</returns>
    public static IReadOnlyList<double[]> Of(IReadOnlyList<double[]> evidence, SearchSpace space, DecodingStyle style)
    {
        double[][] scores = [.. evidence.Select(options => options.Select(score => style.Evidence * score).ToArray())];
        foreach (var cell in space.Cells)
        {
            switch (cell)
            {
                case TimeReduceCell timeReduce:
                    PreferFilters(scores[timeReduce.Filters.Index], timeReduce.OutputFilterOptions, style.Filters);
                    for (var i = 0; i < timeReduce.KernelLengths.Count; i++)
                    {
                        scores[timeReduce.Kernel.Index][i] += style.LongKernel * i;
                    }

                    break;
                case SensorFusionCell fusion:
                    PreferFilters(scores[fusion.FusionFilters.Index], fusion.FusionFilterOptions, style.Filters);
                    PreferFilters(scores[fusion.OutputFilters.Index], fusion.OutputFilterOptions, style.Filters);
                    scores[fusion.Skip.Index][1] += style.Skip;
                    foreach (var kernel in fusion.Kernels)
                    {
                        scores[kernel.Index][1] += style.Kernel;
                    }

                    if (fusion.Identity is { } identity)
                    {
                        // Leaving the cell out must not be a way to have its other decisions for nothing.
                        scores[identity.Index][1] -= style.Kernel + style.Skip;
                    }

                    break;
            }
        }

        return scores;
    }

    private static void PreferFilters(double[] scores, EquatableArray<int> options, double preference)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] += preference * Math.Log((double)options[i] / options[^1]);
        }
    }
}
