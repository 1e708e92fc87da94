using System.Globalization;
using MicroNas.Boards.Bench;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Architectures;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency;
using MicroNas.Core.Latency.Characterization;
using MicroNas.Core.Latency.Tables;
using MicroNas.Core.Targets;

namespace MicroNas.Boards.Characterization;

/// <summary>Characterizes by the bench firmware, on a serial port or in the emulator.</summary>
/// <param name="layout">The product's C sources.</param>
/// <param name="time">Dates the table.</param>
public sealed class OperatorMeasurer(FirmwareLayout layout, TimeProvider time) : IOperatorMeasurer
{
    private readonly FirmwareToolchain toolchain = new(layout);

    public string RuntimeCode => BenchFirmware.RuntimeCode(layout);

    public string DescribeEmulator(Microcontroller microcontroller)
    {
        var target = EmulatorFor(microcontroller);
        var compiler = toolchain.CompilerVersionAsync(target).GetAwaiter().GetResult();
        return $"{target.Board}, runtime {BenchFirmware.RuntimeCode(layout)}, {compiler}, {string.Join(' ', [.. target.CompilerFlags, .. FirmwareToolchain.CommonFlags])}";
    }

    public LatencyTableFile Measure(
        Microcontroller microcontroller, SearchSpace space, string? port, string? journal, CharacterizationOptions options, Action<int, int> progress,
        Action<string> note, CancellationToken cancellation)
    {
        var prior = Prior(microcontroller);
        var folder = Directory.CreateTempSubdirectory("micronas-characterize");
        try
        {
            using var board = Open(microcontroller, port, folder.FullName, cancellation);
            var identity = board.Identity;
            using var kept = journal is null ? null : new MeasurementJournal(journal, Owner(identity));
            Tell(note, kept, microcontroller, identity);
            double Ask(OperatorShape shape)
            {
                cancellation.ThrowIfCancellationRequested();
                return board.Measure(shape, cancellation).Minimum;
            }

            var result = new Characterizer(LatencyModelForms.Micronas, prior, instructionCacheBytes: 0, options).Run(
                SpaceOperators.InEveryWay(space, InferenceRuntime.Micronas), shape => kept is null ? Ask(shape) : kept.Measure(shape, Ask), progress);
            return Table(microcontroller, prior, identity, result);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The board itself, for whoever measures single operators.</summary>
    /// <param name="port">Its serial port; null for the emulator.</param>
    /// <param name="folder">An existing folder for the emulator's firmware.</param>
    /// <exception cref="MicroNasException">MNAS4100 to MNAS4103, MNAS4106 to MNAS4109; MNAS4008 and MNAS71xx of the emulator.</exception>
    public IOperatorBoard Open(Microcontroller microcontroller, string? port, string folder, CancellationToken cancellation)
    {
        if (port is null)
        {
            return EmulatedOperatorBoard.StartAsync(toolchain, EmulatorFor(microcontroller), folder, cancellation).GetAwaiter().GetResult();
        }

        var board = SerialBoard.Open(port, cancellation: cancellation);
        try
        {
            BoardCheck.Require(microcontroller, board.Identity, port, RuntimeCode);
            return board;
        }
        catch
        {
            board.Dispose();
            throw;
        }
    }

    /// <summary>The emulated board with the microcontroller's core.</summary>
    /// <exception cref="MicroNasException">MNAS4008: none, or no cycles per instruction are known.</exception>
    public static FirmwareTarget EmulatorFor(Microcontroller microcontroller)
    {
        var core = microcontroller.Core switch
        {
            ProcessorCore.CortexM3 => FirmwareTarget.CortexM3,
            ProcessorCore.CortexM4 => FirmwareTarget.CortexM4,
            ProcessorCore.CortexM33 => FirmwareTarget.CortexM33,
            _ => null,
        };
        return core is not null && LatencyTables.MicrocontrollersFor(InferenceRuntime.Micronas).Contains(microcontroller.Id)
            ? core
            : throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.NothingMeasures,
                $"The emulator counts instructions, and how many cycles {microcontroller.Id} takes for one is not known. Measure on the board: "
                + "flash the bench firmware and run 'dotnet micronas characterize --port PORT'."));
    }

    private static LatencyProfile Prior(Microcontroller microcontroller)
    {
        var profiles = LatencyTables.Profiles.Where(profile => profile.Runtime == InferenceRuntime.Micronas).ToList();
        return profiles.FirstOrDefault(profile => profile.ClocksHertz.ContainsKey(microcontroller.Id)) ?? profiles[0];
    }

    private static void Tell(Action<string> note, MeasurementJournal? kept, Microcontroller microcontroller, BoardIdentity identity)
    {
        if (kept is { Count: > 0 })
        {
            note(FormattableString.Invariant($"{kept.Count} operators that an interrupted run measured are not measured again."));
        }

        if (kept?.SetAside is { } path)
        {
            note($"Measurements of another board or firmware were moved to {path}.");
        }

        if (identity.Counter == CounterKind.Cycles && identity.Clock != microcontroller.Clock)
        {
            note(FormattableString.Invariant(
                $"The board runs at {identity.Clock.Value / 1e6:0.###} MHz, {microcontroller.Id} is listed with {microcontroller.Clock.Value / 1e6:0.###} MHz: the table states milliseconds at the board's clock."));
        }
    }

    private static string Owner(BoardIdentity identity) => string.Create(
        CultureInfo.InvariantCulture,
        $"# micronas measurements of {identity.Board}, {identity.Core}, {identity.Clock}, {identity.Counter}, runtime {identity.RuntimeVersion} {identity.RuntimeCode}, {identity.Compiler}, {identity.Flags}")
        .ReplaceLineEndings(" ");

    private LatencyTableFile Table(Microcontroller microcontroller, LatencyProfile prior, BoardIdentity identity, CharacterizationResult result)
    {
        var emulated = identity.Counter == CounterKind.Instructions;
        return new LatencyTableFile(
            new TableProvenance(
                microcontroller.Id,
                identity.Board,
                identity.Core,
                emulated ? microcontroller.Clock.Value : identity.Clock.Value,
                emulated ? MeasurementSource.Emulator : MeasurementSource.Board,
                emulated ? TableProvenance.Instructions : TableProvenance.Cycles,
                InferenceRuntime.Micronas,
                identity.RuntimeVersion,
                identity.RuntimeCode,
                identity.Compiler,
                identity.Flags,
                time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                prior.Name),
            emulated ? CycleConversion.Of(prior) : CycleConversion.None,
            result.Errors,
            Dispatch: 0,
            InstructionCacheBytes: 0,
            result.Coefficients,
            result.Entries);
    }
}
