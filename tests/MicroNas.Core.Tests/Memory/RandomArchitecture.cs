using MicroNas.Core.Architectures;

namespace MicroNas.Core.Tests.Memory;

/// <summary>Draws architectures of a search space, each decision uniformly.</summary>
internal static class RandomArchitecture
{
    public static Architecture Draw(SearchSpace space, Random random)
    {
        CellChoice Choose(SearchCell cell)
        {
            switch (cell)
            {
                case TimeReduceCell timeReduce:
                    return new TimeReduceChoice(Any(timeReduce.KernelLengths, random), Any(timeReduce.OutputFilterOptions, random));
                case SensorFusionCell fusion:
                    if (fusion.Identity is not null && random.Next(4) == 0)
                    {
                        return SensorFusionChoice.Skipped;
                    }

                    int[] kernels = [.. fusion.KernelLengths.Where(_ => random.Next(2) == 1)];
                    return new SensorFusionChoice(
                        false, [.. kernels], kernels.Length == 0 || random.Next(2) == 1,
                        kernels.Length == 0 ? 0 : Any(fusion.FusionFilterOptions, random), Any(fusion.OutputFilterOptions, random));
                default:
                    throw new NotSupportedException(cell.GetType().Name);
            }
        }

        return new Architecture([.. space.Cells.Select(Choose)]);
    }

    private static int Any(EquatableArray<int> options, Random random) => options[random.Next(options.Count)];
}
