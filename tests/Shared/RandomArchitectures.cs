using MicroNas.Core;
using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;

namespace MicroNas.Tests.Shared;

/// <summary>Search spaces and architectures drawn evenly from what the contracts allow; the same random source gives the same draw.</summary>
public static class RandomArchitectures
{
    /// <summary>A small space (windows of at most 40 x 9, at most 24 filters), so that a test can run many networks.</summary>
    public static SearchSpace Space(Random random) => SearchSpace.Create(
        random.Next(8, 41),
        random.Next(1, 10),
        random.Next(2, 12),
        new SearchSpaceOptions
        {
            MinimumTime = random.Next(4, 17),
            MinimumSensors = random.Next(2, 6),
            FusionRepeats = random.Next(0, 3),
            SensorFusionMaximumFilters = 8 * random.Next(1, 4),
        });

    /// <summary>Any architecture of the space.</summary>
    public static Architecture Draw(SearchSpace space, Random random) =>
        new([.. space.Cells.Select(cell => Draw(cell, random))]);

    /// <summary>A lowered architecture of a random small space.</summary>
    public static OperatorGraph Graph(Random random)
    {
        var space = Space(random);
        return ArchitectureLowering.Lower(space, Draw(space, random));
    }

    private static CellChoice Draw(SearchCell cell, Random random) => cell switch
    {
        TimeReduceCell timeReduce => new TimeReduceChoice(
            Pick(timeReduce.KernelLengths, random), Pick(timeReduce.OutputFilterOptions, random)),
        SensorFusionCell { Identity: not null } when random.Next(3) == 0 => SensorFusionChoice.Skipped,
        SensorFusionCell fusion => DrawFusion(fusion, random),
        _ => throw new ArgumentException($"Unknown cell {cell.GetType().Name}.", nameof(cell)),
    };

    private static SensorFusionChoice DrawFusion(SensorFusionCell cell, Random random)
    {
        EquatableArray<int> kernels = [.. cell.KernelLengths.Where(_ => random.Next(2) == 0)];
        var skip = kernels.Count == 0 || random.Next(2) == 0;
        var fusionFilters = kernels.Count == 0 ? 0 : Pick(cell.FusionFilterOptions, random);
        return new SensorFusionChoice(false, kernels, skip, fusionFilters, Pick(cell.OutputFilterOptions, random));
    }

    private static T Pick<T>(EquatableArray<T> options, Random random) => options[random.Next(options.Count)];
}
