using MicroNas.Boards.Bench;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Architectures;
using MicroNas.Core.Latency;
using MicroNas.Core.Latency.Characterization;
using MicroNas.Core.Targets;

namespace MicroNas.Benchmarks.EmulatedNetworks;

/// <summary>The model of one search space on one emulated core.</summary>
internal sealed record SpaceCharacterization(IReadOnlyList<OperatorCoefficients> Coefficients, int Operators, double HeldOutPercentile95)
{
    public static SpaceCharacterization Run(FirmwareToolchain toolchain, FirmwareTarget target, SearchSpace space)
    {
        var prior = LatencyTables.Profiles.Single(profile => profile.Runtime == InferenceRuntime.Micronas);
        var candidates = SpaceOperators.InEveryWay(space, InferenceRuntime.Micronas);
        var folder = Directory.CreateTempSubdirectory("micronas-bench");
        try
        {
            using var board = EmulatedOperatorBoard.StartAsync(toolchain, target, folder.FullName).GetAwaiter().GetResult();
            var result = new Characterizer(LatencyModelForms.Micronas, prior, 0, new CharacterizationOptions())
                .Run(candidates, shape => board.Measure(shape).Minimum);
            return new SpaceCharacterization(result.Coefficients, result.Entries.Count, result.Errors.Percentile95);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public double Model(OperatorShape shape) => Coefficients.First(set => set.Kind == shape.Kind && set.When.Holds(shape))
        .Coefficients.Sum(pair => pair.Value * OperatorFeatures.Evaluate(pair.Key, shape, 0));
}
