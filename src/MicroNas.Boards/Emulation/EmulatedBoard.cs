using MicroNas.Boards.Processes;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Boards.Emulation;

/// <summary>
/// A board in qemu-system-arm that counts instructions exactly: every instruction takes 64 ns of virtual time, so the
/// board's timer counts instructions, and every run of a program gives the same count.
/// </summary>
public sealed class EmulatedBoard
{
    private const string Emulator = "qemu-system-arm";

    private readonly string emulator;

    /// <exception cref="ArgumentException">The target is the host.</exception>
    /// <exception cref="MicroNasException">MNAS7106: the emulator has no such board.</exception>
    public EmulatedBoard(FirmwareTarget target, string emulator = Emulator)
    {
        if (target.IsHost)
        {
            throw new ArgumentException("The host runs programs itself.", nameof(target));
        }

        if (!target.IsEmulated)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.BoardNotEmulated,
                $"{target.Name} cannot be emulated: {Emulator} has no such machine. Flash the program to a board, or run it on "
                + $"{string.Join(", ", FirmwareTarget.All.Where(candidate => candidate.IsEmulated).Select(candidate => candidate.Board))}."));
        }

        Target = target;
        this.emulator = emulator;
    }

    public FirmwareTarget Target { get; }

    /// <param name="serial">Where the first UART leads, in the emulator's words.</param>
    public static IReadOnlyList<string> Arguments(FirmwareTarget target, string program, string serial = "none") =>
    [
        "-M", target.EmulatorMachine!, "-kernel", program, "-icount", "shift=6,align=off,sleep=off",
        "-semihosting-config", "enable=on,target=native", "-display", "none", "-serial", serial, "-monitor", "none",
    ];

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="MicroNasException">MNAS7103: no emulator; MNAS7104: the program did not end in time.</exception>
    public Task<FirmwareRun> RunAsync(string program, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        RunAsync(program, timeout, [], cancellationToken);

    /// <summary>The same with further arguments of the emulator.</summary>
    internal async Task<FirmwareRun> RunAsync(
        string program, TimeSpan timeout, IReadOnlyList<string> extraArguments, CancellationToken cancellationToken)
    {
        string[] arguments = [.. Arguments(Target, program), .. extraArguments];
        var run = await ProcessRun.StartAsync(emulator, arguments, timeout, cancellationToken) ?? throw new MicroNasException(
            Missing(emulator, Target));
        if (run.TimedOut)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.FirmwareTimeout,
                FormattableString.Invariant($"{Path.GetFileName(program)} did not end within {timeout.TotalSeconds:0.#} s on {Target.EmulatorMachine}; it printed: {Tail(run.Output)}")));
        }

        return new FirmwareRun(run.ExitCode, WithoutWarnings(run.Output));
    }

    internal static Diagnostic Missing(string emulator, FirmwareTarget target) => Diagnostic.Error(
        DiagnosticCodes.EmulatorMissing,
        $"{emulator} was not found; running firmware for {target.Name} needs it. On Debian: apt-get install qemu-system-arm.");

    /// <summary>The firmware's text and the emulator's own remarks share standard error.</summary>
    private static string WithoutWarnings(string output) => string.Join(
        '\n', output.Split('\n').Where(line => !line.StartsWith($"{Emulator}: warning:", StringComparison.Ordinal)));

    private static string Tail(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? "nothing" : lines[^1];
    }
}
