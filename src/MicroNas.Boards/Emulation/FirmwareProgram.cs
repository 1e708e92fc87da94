using MicroNas.Boards.Processes;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Boards.Emulation;

/// <summary>Runs compiled firmware where its target says: on the host, or in the emulator.</summary>
public static class FirmwareProgram
{
    /// <exception cref="MicroNasException">MNAS7103 to MNAS7105: no emulator, no end in time, or the program cannot be started.</exception>
    public static async Task<FirmwareRun> RunAsync(
        FirmwareTarget target, string program, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (!target.IsHost)
        {
            return await new EmulatedBoard(target).RunAsync(program, timeout, cancellationToken);
        }

        var run = await ProcessRun.StartAsync(program, [], timeout, cancellationToken) ?? throw new MicroNasException(
            Diagnostic.Error(DiagnosticCodes.FirmwareOutputInvalid, $"{program} cannot be started; was it compiled for this machine?"));
        return run.TimedOut
            ? throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.FirmwareTimeout, FormattableString.Invariant($"{program} did not end within {timeout.TotalSeconds:0.#} s.")))
            : new FirmwareRun(run.ExitCode, run.Output);
    }
}
