using MicroNas.Boards.Bench;
using MicroNas.Boards.Characterization;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;
using MicroNas.Core.Latency.Tables;
using MicroNas.Core.Reporting;
using MicroNas.Core.Targets;
using MicroNas.Core.Tflite;
using MicroNas.Core.Units;

namespace MicroNas.Cli;

/// <summary>Measures an emitted model and sets the same operators' prediction beside it.</summary>
/// <param name="table">Predicts; its own band, not a widened one, is what the difference is compared with.</param>
/// <param name="folder">Of the emitted files.</param>
internal sealed class ModelMeasurement(ConfigurationResult configuration, SearchSpace space, ILatencyTable table, ModelReport report, string folder)
{
    public const string TfliteName = "model.tflite";

    /// <param name="port">A board's serial port; null for the emulator.</param>
    public MeasuredReport Run(string? port, CancellationToken cancellation)
    {
        var target = configuration.Options.Target;
        _ = MicrocontrollerCatalog.TryFind(target.Mcu, out var microcontroller);
        if (target.Runtime != InferenceRuntime.Micronas || PipelineFactory.CreateMeasurer() is not { } measurer)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.NothingMeasures,
                target.Runtime != InferenceRuntime.Micronas
                    ? "Only models for runtime micronas can be measured: TensorFlow Lite Micro is not part of the product."
                    : "The C sources of the runtime do not lie beside this program. MICRONAS_FIRMWARE can name their folder.",
                configuration.LocationOf("target")));
        }

        var shapes = Shapes();
        var predicted = new Cycles(shapes.Sum(shape => table.Estimate(shape).Count)).At(table.Clock).Value;
        var work = Directory.CreateTempSubdirectory("micronas-measure");
        try
        {
            return port is null
                ? Emulated(microcontroller!, shapes, predicted, work.FullName, cancellation)
                : OnBoard(measurer, microcontroller!, port, shapes, predicted, work.FullName, cancellation);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    /// <summary>The network's operators in the ways that the emitted sources run them.</summary>
    private IReadOnlyList<OperatorShape> Shapes()
    {
        var model = TfliteReader.Read(File.ReadAllBytes(Path.Combine(folder, TfliteName)), TfliteName);
        var graph = ArchitectureLowering.Lower(space, ArchitectureSerializer.Parse(report.Architecture));
        return OperatorShapes.AsEmitted(graph, KernelScheduler.Schedule(model, report.Predicted.MemoryBytes));
    }

    private MeasuredReport Emulated(
        Microcontroller microcontroller, IReadOnlyList<OperatorShape> shapes, double predicted, string work, CancellationToken cancellation)
    {
        var emulated = OperatorMeasurer.EmulatorFor(microcontroller);
        var instructions = new WholeModelProgram(new FirmwareLayout(DefaultFolders.Firmware!), emulated)
            .CountAsync(report.Model, folder, work, cancellation).GetAwaiter().GetResult();
        var (cyclesPerInstruction, origin) = CyclesPerInstruction(shapes);
        var milliseconds = new Cycles(instructions * cyclesPerInstruction).At(table.Clock).Value;
        return Compare(
            FormattableString.Invariant($"emulator {emulated.Board}, {cyclesPerInstruction:0.###} cycles per instruction ({origin})"),
            milliseconds, instructions, "instructions", predicted);
    }

    private MeasuredReport OnBoard(
        OperatorMeasurer measurer, Microcontroller microcontroller, string port, IReadOnlyList<OperatorShape> shapes, double predicted, string work,
        CancellationToken cancellation)
    {
        using var board = measurer.Open(microcontroller, port, work, cancellation);
        var units = (double)shapes.Sum(shape => board.Measure(shape, cancellation).Minimum);
        var emulated = board.Identity.Counter == CounterKind.Instructions;
        var cycles = emulated ? units * CyclesPerInstruction(shapes).Cycles : units;
        return Compare(
            $"{board.Identity.Board} on {port}, operator by operator", new Cycles(cycles).At(table.Clock).Value, units, emulated ? "instructions" : "cycles", predicted);
    }

    private MeasuredReport Compare(string source, double milliseconds, double units, string unit, double predicted)
    {
        var difference = (milliseconds / predicted) - 1;
        return new MeasuredReport(
            source, milliseconds, units, unit, predicted, difference, table.RelativeErrorBand, Math.Abs(difference) <= table.RelativeErrorBand);
    }

    /// <summary>The table's figure, weighed by what each kind of operator runs; a shipped profile's where the table was measured in cycles.</summary>
    private (double Cycles, string Origin) CyclesPerInstruction(IReadOnlyList<OperatorShape> shapes)
    {
        if (table is MeasuredLatencyTable { File.Provenance.Source: MeasurementSource.Emulator } measured)
        {
            return (shapes.Sum(shape => measured.Estimate(shape).Count) / shapes.Sum(measured.Units), $"table {measured.Id}");
        }

        var profile = (table as ProfileLatencyTable)?.Profile ?? LatencyTables.Profiles.First(candidate => candidate.Runtime == InferenceRuntime.Micronas);
        return (profile.CyclesPerUnit, $"profile {profile.Name}");
    }
}
