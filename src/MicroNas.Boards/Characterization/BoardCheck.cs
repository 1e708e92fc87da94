using MicroNas.Boards.Bench;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency;
using MicroNas.Core.Targets;

namespace MicroNas.Boards.Characterization;

/// <summary>Whether what answers on a port is what the figures will be taken for.</summary>
public static class BoardCheck
{
    /// <param name="microcontroller">What <c>target.mcu</c> names.</param>
    /// <param name="identity">What the board says of itself.</param>
    /// <param name="port">Its serial port, for messages.</param>
    /// <param name="runtimeCode">Of the runtime's sources that models are emitted for.</param>
    /// <exception cref="MicroNasException">MNAS4108: another core, or a known board of another microcontroller; MNAS4109: other kernels than models will run.</exception>
    public static void Require(Microcontroller microcontroller, BoardIdentity identity, string port, string runtimeCode)
    {
        var core = NameOf(microcontroller.Core);
        var carried = FirmwareTarget.Boards.FirstOrDefault(target => target.Board == identity.Board && !target.IsEmulated)?.Microcontroller;
        if (identity.Core != core || (carried is not null && carried != microcontroller.Id))
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.BoardForeign,
                $"The board on {port} is {identity.Board} with a {identity.Core}{(carried is null ? "" : $" ({carried})")}; target.mcu is {microcontroller.Id} with a {core}. "
                + "Its figures would be another chip's. Connect the right board, name the right port, or change target.mcu."));
        }

        if (identity.RuntimeCode != runtimeCode)
        {
            var said = identity.RuntimeCode.Length == 0 ? "does not say which sources of the runtime it holds" : $"holds the runtime's sources {identity.RuntimeCode}";
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.BenchFirmwareForeign,
                $"The bench firmware on {port} {said}; models are emitted for {runtimeCode}. "
                + "Build it with 'dotnet micronas bench' (or define MICRONAS_BENCH_CODE in your own project) and flash it."));
        }
    }

    /// <param name="identity">What the board says of itself.</param>
    /// <param name="port">Its serial port, for messages.</param>
    /// <param name="table">Predicts.</param>
    /// <exception cref="MicroNasException">MNAS4111: the board's clock is not the one that the table states its milliseconds at.</exception>
    public static void RequireClock(BoardIdentity identity, string port, ILatencyTable table)
    {
        const double Tolerance = 0.005;
        if (Math.Abs((identity.Clock.Value / table.Clock.Value) - 1) > Tolerance)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.BoardClockDiffers,
                FormattableString.Invariant($"The board on {port} runs at {identity.Clock.Value / 1e6:0.###} MHz and the latency table {table.Id} states milliseconds at {table.Clock.Value / 1e6:0.###} MHz: they cannot be compared. ")
                + "Flash the bench firmware with the clock that your firmware uses, or characterize this board and use that table."));
        }
    }

    private static string NameOf(ProcessorCore core) => core switch
    {
        ProcessorCore.CortexM0Plus => "cortex-m0+",
        ProcessorCore.CortexM3 => "cortex-m3",
        ProcessorCore.CortexM4 => "cortex-m4",
        ProcessorCore.CortexM7 => "cortex-m7",
        ProcessorCore.CortexM33 => "cortex-m33",
        _ => throw new ArgumentOutOfRangeException(nameof(core), core, null),
    };
}
