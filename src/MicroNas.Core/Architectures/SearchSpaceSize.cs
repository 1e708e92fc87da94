using System.Numerics;

namespace MicroNas.Core.Architectures;

/// <summary>How many architectures a search space holds.</summary>
/// <param name="OptionCombinations">
/// Product of all groups' options: combinations that give one network, or a disconnected one, are counted too (as the paper does).
/// </param>
/// <param name="DistinctArchitectures">Distinct connected <see cref="Architecture"/> values.</param>
public sealed record SearchSpaceSize(BigInteger OptionCombinations, BigInteger DistinctArchitectures)
{
    public static SearchSpaceSize Of(SearchSpace space)
    {
        var combinations = space.Groups.Aggregate(BigInteger.One, (product, group) => product * group.Options);
        var distinct = space.Cells.Aggregate(BigInteger.One, (product, cell) => product * Choices(cell));
        return new SearchSpaceSize(combinations, distinct);
    }

    private static BigInteger Choices(SearchCell cell)
    {
        if (cell is not SensorFusionCell fusion)
        {
            var timeReduce = (TimeReduceCell)cell;
            return timeReduce.Kernel.Options * timeReduce.Filters.Options;
        }

        var subsets = BigInteger.Pow(2, fusion.Kernels.Count) - 1;
        var mainPath = subsets * 2 * fusion.FusionFilters.Options * fusion.OutputFilters.Options;
        var skipOnly = fusion.OutputFilters.Options;
        return mainPath + skipOnly + (fusion.Identity is null ? 0 : 1);
    }
}
