using MicroNas.Boards.Bench.Protocol;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency;

namespace MicroNas.Boards.Bench;

/// <summary>A board in qemu-system-arm that runs the bench firmware; requests go to its UART. It counts instructions, the same in every run.</summary>
public sealed class EmulatedOperatorBoard : IOperatorBoard
{
    private const string Emulator = "qemu-system-arm";

    private readonly SerialProcess process;
    private readonly BenchClient client;

    private EmulatedOperatorBoard(SerialProcess process, CancellationToken cancellation)
    {
        this.process = process;
        try
        {
            client = new BenchClient(process.Line, BenchTiming.Emulated, TimeProvider.System, cancellation);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public BoardIdentity Identity => client.Identity;

    /// <summary>Builds the bench firmware and starts it.</summary>
    /// <param name="toolchain">Compiles it.</param>
    /// <param name="target">An emulated board that has bench settings.</param>
    /// <param name="workFolder">An existing folder, for the program.</param>
    /// <param name="cancellation">Ends building and waiting.</param>
    /// <exception cref="MicroNasException">MNAS71xx: a tool is missing, or the board cannot be emulated; MNAS4101 to MNAS4103: it does not answer.</exception>
    public static async Task<EmulatedOperatorBoard> StartAsync(
        FirmwareToolchain toolchain, FirmwareTarget target, string workFolder, CancellationToken cancellation = default)
    {
        var program = Path.Combine(workFolder, $"micronas-bench-{target.Board}.elf");
        await BenchFirmware.BuildAsync(toolchain, target, program, cancellation: cancellation);
        return Start(target, program, cancellation);
    }

    /// <summary>Starts a bench firmware that was built before.</summary>
    /// <exception cref="MicroNasException">MNAS7103, MNAS7106; MNAS4101 to MNAS4103.</exception>
    public static EmulatedOperatorBoard Start(FirmwareTarget target, string program, CancellationToken cancellation = default)
    {
        _ = new EmulatedBoard(target);
        return new EmulatedOperatorBoard(SerialProcess.Start(Emulator, target, program), cancellation);
    }

    public OperatorReading Measure(OperatorShape shape, CancellationToken cancellation = default) => client.Measure(shape, cancellation);

    public long? RunModel(uint model, IReadOnlyList<OperatorShape> operators, CancellationToken cancellation = default) => client.RunModel(model, operators, cancellation);

    public void Dispose() => process.Dispose();
}
