using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Tests.Architectures;

/// <summary>Search spaces, random choices and cost models for the tests.</summary>
internal static class Spaces
{
    public static SearchSpace UciHar { get; } = SearchSpace.Create(128, 9, 6, new SearchSpaceOptions());

    public static SearchSpace Skoda { get; } = SearchSpace.Create(64, 30, 10, new SearchSpaceOptions());

    /// <summary>One Time-Reduce and two Sensor-Fusion cells with two widths: 49152 combinations of options.</summary>
    public static SearchSpace Tiny { get; } = SearchSpace.Create(20, 4, 3, new SearchSpaceOptions
    {
        FusionRepeats = 1,
        TimeReduceMaximumFilters = 8,
        SensorFusionMaximumFilters = 16,
    });

    public static CostModel Model(SearchSpace space, InferenceRuntime runtime) =>
        CostModelFactory.Create(space, "stm32l552ze", runtime);

    public static int[] RandomOptions(SearchSpace space, Random random)
    {
        while (true)
        {
            int[] options = [.. space.Groups.Select(group => random.Next(group.Options))];
            if (ArchitectureEncoding.IsConnected(space, options))
            {
                return options;
            }
        }
    }

    /// <summary>Softmax of random logits; the larger <paramref name="sharpness"/>, the closer to one-hot.</summary>
    public static double[][] RandomProbabilities(SearchSpace space, Random random, double sharpness) =>
    [
        .. space.Groups.Select(group =>
        {
            double[] weights = [.. Enumerable.Range(0, group.Options).Select(_ => Math.Exp(sharpness * ((2 * random.NextDouble()) - 1)))];
            var sum = weights.Sum();
            return weights.Select(weight => weight / sum).ToArray();
        }),
    ];

    public static double[][] Log(double[][] probabilities) =>
        [.. probabilities.Select(group => group.Select(value => Math.Log(value)).ToArray())];
}
