using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;

namespace MicroNas.Learning.Tests;

/// <summary>The search space of <see cref="TinyDataset"/> and one network of it that uses every kind of operator.</summary>
internal static class TinyNetwork
{
    public static SearchSpace Space { get; } = SearchSpace.Create(TinyDataset.Time, TinyDataset.Sensors, TinyDataset.Classes, new SearchSpaceOptions
    {
        MinimumTime = 8,
        MinimumSensors = 2,
        FusionRepeats = 1,
        TimeReduceMaximumFilters = 8,
        SensorFusionMaximumFilters = 16,
    });

    public static OperatorGraph Graph { get; } = ArchitectureLowering.Lower(Space, new Architecture([
        new TimeReduceChoice(5, 8),
        new TimeReduceChoice(3, 8),
        new SensorFusionChoice(false, [3, 7], true, 8, 16),
        new SensorFusionChoice(false, [5], false, 8, 16)]));
}
