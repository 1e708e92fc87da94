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
/// <param name="table">Predicts, and says what the difference is compared with.</param>
/// <param name="folder">Of the emitted files.</param>
internal sealed class ModelMeasurement(ConfigurationResult configuration, SearchSpace space, ILatencyTable table, ModelReport report, string folder)
{
    public const string TfliteName = "model.tflite";

    /// <summary>What no operator's figure contains, in instructions: the copies of window and result, and the call of each operator. Generous, and small beside any network but the smallest.</summary>
    private const double InstructionsPerInputByte = 2;
    private const double InstructionsPerCall = 100;

    /// <param name="port">A board's serial port; null for the emulator.</param>
    public ModelComparison Run(string? port, CancellationToken cancellation)
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
        return OperatorShapes.AsEmitted(graph, model, KernelScheduler.Schedule(model, report.Predicted.MemoryBytes));
    }

    private ModelComparison Emulated(
        Microcontroller microcontroller, IReadOnlyList<OperatorShape> shapes, double predicted, string work, CancellationToken cancellation)
    {
        var emulated = OperatorMeasurer.EmulatorFor(microcontroller);
        var instructions = new WholeModelProgram(new FirmwareLayout(DefaultFolders.Firmware!), emulated)
            .CountAsync(report.Model, folder, work, cancellation).GetAwaiter().GetResult();
        return CompareInstructions($"emulator {emulated.Board}", instructions, shapes, predicted);
    }

    private ModelComparison OnBoard(
        OperatorMeasurer measurer, Microcontroller microcontroller, string port, IReadOnlyList<OperatorShape> shapes, double predicted, string work,
        CancellationToken cancellation)
    {
        using var board = measurer.Open(microcontroller, port, work, cancellation);
        var identity = board.Identity;
        if (identity.Counter == CounterKind.Cycles)
        {
            BoardCheck.RequireClock(identity, port, table);
        }

        var whole = board.RunModel(new BenchModel(report.Model, folder, report.Files[TfliteName]).Id, shapes, cancellation);
        var units = whole ?? (double)shapes.Sum(shape => board.Measure(shape, cancellation).Minimum);
        var source = $"{identity.Board} on {port}, {(whole is null ? "operator by operator" : "whole model")}";
        return identity.Counter == CounterKind.Instructions
            ? CompareInstructions(source, units, shapes, predicted)
            : Compare(source, units, TableProvenance.Cycles, new Cycles(units).At(identity.Clock).Value, predicted, table.RelativeErrorBand, isComparable: true);
    }

    /// <summary>Against a table of instructions both sides are converted alike; against one of cycles the conversion's own error comes on top, and proves nothing about the table.</summary>
    private ModelComparison CompareInstructions(string source, double instructions, IReadOnlyList<OperatorShape> shapes, double predicted)
    {
        if (table.CountsInstructions)
        {
            double[] cycles = [.. shapes.Select(shape => table.Estimate(shape).Count)];
            var units = cycles.Zip(shapes, (count, shape) => count / table.Conversion.CyclesPerUnit[shape.Kind]).Sum();
            return Compare(table.Id, cycles.Sum() / units, table.Conversion.RelativeErrorBand, table.CountErrorBand + (Between(shapes) / units), isComparable: true);
        }

        var profile = LatencyTables.Profiles.First(profile => profile.Runtime == InferenceRuntime.Micronas);
        var band = ((1 + table.RelativeErrorBand) * (1 + profile.RelativeErrorBand)) - 1;
        return Compare($"profile {profile.Name}", profile.CyclesPerUnit, profile.RelativeErrorBand, band, isComparable: false);

        ModelComparison Compare(string origin, double cyclesPerInstruction, double conversionErrorBand, double band, bool isComparable) => this.Compare(
            FormattableString.Invariant($"{source}, {cyclesPerInstruction:0.###} cycles per instruction ({origin})"),
            instructions,
            TableProvenance.Instructions,
            new Cycles(instructions * cyclesPerInstruction).At(table.Clock).Value,
            predicted,
            band,
            isComparable,
            conversionErrorBand);
    }

    private static double Between(IReadOnlyList<OperatorShape> shapes) => (InstructionsPerInputByte * shapes[0].Input.Elements) + (InstructionsPerCall * (shapes.Count + 1));

    private ModelComparison Compare(
        string source, double units, string unit, double milliseconds, double predicted, double band, bool isComparable, double conversionErrorBand = 0)
    {
        var difference = (milliseconds / predicted) - 1;
        var isInside = Math.Abs(difference) <= band;
        var plain = table is WidenedLatencyTable widened ? widened.Inner : table;
        return new ModelComparison(
            new MeasuredReport(source, milliseconds, units, unit, predicted, difference, band, isInside)
            {
                ConversionErrorBand = conversionErrorBand,
            },
            isComparable && !isInside ? new WholeModelRecord(plain.Id, report.Files[TfliteName], predicted, milliseconds, unit, source) : null);
    }
}
