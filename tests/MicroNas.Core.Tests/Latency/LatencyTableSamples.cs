using MicroNas.Core.Architectures;
using MicroNas.Core.Latency;
using MicroNas.Core.Latency.Characterization;
using MicroNas.Core.Latency.Tables;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Tests.Latency;

/// <summary>Latency tables of a chip that is what the shipped profile says.</summary>
internal static class LatencyTableSamples
{
    private static readonly LatencyProfile Prior = LatencyTables.Profiles.Single(profile => profile.Runtime == InferenceRuntime.Micronas);

    /// <summary>What the chip takes.</summary>
    public static double Units(OperatorShape shape) => Prior.Operators.First(set => set.Kind == shape.Kind && set.When.Holds(shape))
        .Coefficients.Sum(pair => pair.Value * OperatorFeatures.Evaluate(pair.Key, shape, 0));

    public static LatencyTableFile Of(SearchSpace space, string board = "mps2-an386") => File(
        new Characterizer(LatencyModelForms.Micronas, Prior, 0, new CharacterizationOptions())
            .Run(SpaceOperators.InEveryWay(space, InferenceRuntime.Micronas), Units),
        board);

    public static MeasuredLatencyTable Table(CharacterizationResult result) => Table(File(result, "mps2-an386"));

    public static MeasuredLatencyTable Table(LatencyTableFile file) => new(file, LatencyTableWriter.IdOf(file), "sample.lut");

    private static LatencyTableFile File(CharacterizationResult result, string board) => new(
        new TableProvenance(
            "nrf52832", board, "cortex-m4", 64e6, MeasurementSource.Emulator, "instructions", InferenceRuntime.Micronas, "0.1.0", "0123456789abcdef",
            "gcc 12.2.1", "-O2 -mcpu=cortex-m4", "2026-11-25", Prior.Name),
        CycleConversion.Of(Prior), result.Errors, 0, 0, result.Coefficients, result.Entries);
}
