using System.Globalization;
using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency;
using MicroNas.Core.Latency.Characterization;
using MicroNas.Core.Latency.Tables;
using MicroNas.Core.Pipeline.Locks;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>Finds the latency table that <c>target.latency</c> asks for, and makes it where that is asked and allowed.</summary>
internal sealed class LatencyStage(StageRunner runner, ConfigurationResult configuration, SearchSpace space, LatencyMeasurement measurement, IPipelineObserver observer)
{
    private readonly TargetOptions target = configuration.Options.Target;

    private string TablePath => Path.GetFullPath(Path.Combine(configuration.BaseDirectory, target.LatencyFile));

    /// <summary>Full paths of the files that the table depends on.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    /// <summary>The table, widened by what whole models were measured to take.</summary>
    /// <exception cref="MicroNasException">MNAS40xx at the option that asks for it; MNAS41xx and MNAS71xx of a measurement.</exception>
    public ILatencyTable Run(CancellationToken cancellation)
    {
        var records = WholeModelRecords.PathBeside(configuration.BaseDirectory);
        var table = Located(() => Find(cancellation));
        if (File.Exists(records))
        {
            Files = [.. Files, records];
        }

        return WidenedLatencyTable.Of(table, WholeModelRecords.Read(records));
    }

    private ILatencyTable Find(CancellationToken cancellation)
    {
        if (target.Latency is LatencySource.Emulator or LatencySource.Board && target.Runtime != InferenceRuntime.Micronas)
        {
            throw Failure(
                DiagnosticCodes.NothingMeasures,
                "The bench firmware measures the kernels of runtime micronas, not TensorFlow Lite Micro's. Use 'latency: profile', or a table with 'latency: file'.");
        }

        return target.Latency switch
        {
            LatencySource.Profile => LatencyTables.Find(target.Mcu, target.Runtime),
            LatencySource.File => ReadTable(),
            LatencySource.Emulator => Emulate(cancellation),
            LatencySource.Board => AskBoard(cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(configuration), target.Latency, null),
        };
    }

    private MeasuredLatencyTable ReadTable()
    {
        Files = [TablePath];
        var table = LatencyTableReader.ReadFile(TablePath);
        var origin = table.File.Provenance;
        if (origin.Microcontroller != target.Mcu || origin.Runtime != target.Runtime)
        {
            throw Failure(
                DiagnosticCodes.LatencyTableForeign,
                $"The latency table '{target.LatencyFile}' is for {origin.Microcontroller} with runtime {origin.Runtime.ToString().ToLowerInvariant()}; the target is "
                + $"{target.Mcu} with runtime {target.Runtime.ToString().ToLowerInvariant()}. Name the right file, or make one with 'dotnet micronas characterize'.");
        }

        if (measurement.Measurer?.RuntimeCode is { } code && origin.RuntimeCode.Length > 0 && origin.RuntimeCode != code)
        {
            observer.Report(Diagnostic.Warning(
                DiagnosticCodes.LatencyTableForeign,
                $"The latency table '{target.LatencyFile}' was measured with other sources of the runtime ({origin.RuntimeCode}) than this version has ({code}): "
                + "its figures may be off. Run 'dotnet micronas characterize' again.",
                configuration.LocationOf("target.latency")));
        }

        table.RequireCoverage(SpaceOperators.Of(space));
        return table;
    }

    private MeasuredLatencyTable Emulate(CancellationToken cancellation)
    {
        var inputs = new StageInputs()
            .Add("version", StageVersions.Characterize)
            .Add("target.mcu", target.Mcu)
            .Add(ModelLock.EmulatorInput, DescribeEmulator())
            .Add("window", space.Input.ToString())
            .Add("classes", space.Classes.ToString(CultureInfo.InvariantCulture))
            .AddSection("space", space.Options);
        var entry = runner.Run(
            StageName.Characterize,
            inputs,
            _ => new CacheEntry(new Dictionary<string, byte[]>
            {
                [LatencyTableFile.DefaultName] = LatencyTableWriter.Write(Measure(Measurer(), port: null, journal: null, cancellation)),
            }),
            entry => Describe(Read(entry)),
            cancellation);
        return Read(entry);
    }

    private MeasuredLatencyTable AskBoard(CancellationToken cancellation)
    {
        if (!measurement.BoardsAllowed || runner.Lock.IsLocked || File.Exists(TablePath))
        {
            // A table that was measured serves until it is made anew: a build must not depend on what hangs on the port.
            return ReadTable();
        }

        var table = Measure(Measurer(), target.Port, TablePath + ".part", cancellation);
        AtomicFile.Write(TablePath, LatencyTableWriter.Write(table));
        File.Delete(TablePath + ".part");
        observer.Announce($"{Describe(LatencyTableReader.ReadFile(TablePath))}: {TablePath}; commit it");
        return ReadTable();
    }

    private LatencyTableFile Measure(IOperatorMeasurer measurer, string? port, string? journal, CancellationToken cancellation)
    {
        var notes = new CharacterizationNotes(observer);
        var table = measurer.Measure(Microcontroller(), space, port, journal, new CharacterizationOptions(), notes.Measured, notes.Say, cancellation);
        if (!table.Errors.Converged)
        {
            observer.Report(CharacterizationDiagnostics.Inexact(table) with { Location = configuration.LocationOf("target.latency") });
        }

        return table;
    }

    private static MeasuredLatencyTable Read(CacheEntry entry)
    {
        var file = LatencyTableReader.Read(entry[LatencyTableFile.DefaultName], LatencyTableFile.DefaultName);
        return new MeasuredLatencyTable(file, LatencyTableWriter.IdOf(file), LatencyTableFile.DefaultName);
    }

    private static string Describe(MeasuredLatencyTable table) => FormattableString.Invariant(
        $"{table.File.Entries.Count} operators, {table.File.Errors.Description} within {table.File.Errors.Percentile95 * 100:0.##} %, band ±{table.RelativeErrorBand * 100:0.#} %");

    /// <summary>In mode locked no compiler is asked: it may not even be there.</summary>
    private string DescribeEmulator() => runner.Lock.IsLocked && runner.Lock.InputOf(StageName.Characterize, ModelLock.EmulatorInput) is { } locked
        ? locked
        : Measurer().DescribeEmulator(Microcontroller());

    private IOperatorMeasurer Measurer() => measurement.Measurer ?? throw Failure(
        DiagnosticCodes.NothingMeasures, "The C sources of the bench firmware do not lie beside this program: it cannot characterize. Use 'latency: profile' or 'latency: file'.");

    private Microcontroller Microcontroller() => MicrocontrollerCatalog.TryFind(target.Mcu, out var found)
        ? found
        : throw new InvalidOperationException($"The configuration let '{target.Mcu}' pass.");

    private static MicroNasException Failure(string code, string message) => new(Diagnostic.Error(code, message));

    private T Located<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (MicroNasException exception) when (exception.Diagnostics.All(diagnostic => diagnostic.Location is null))
        {
            var key = exception.Diagnostics[0].Code == DiagnosticCodes.LatencyProfileMissing ? "target.mcu" : "target.latency";
            throw new MicroNasException([.. exception.Diagnostics.Select(diagnostic => diagnostic with { Location = configuration.LocationOf(key) })], exception);
        }
    }
}
