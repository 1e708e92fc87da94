using MicroNas.Boards.Processes;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Boards.Toolchain;

/// <summary>Runs a program of the toolchain that reads or makes binaries and returns what it printed.</summary>
internal static class BinaryTool
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    /// <exception cref="MicroNasException">MNAS7101: it is not installed; MNAS7102: it failed.</exception>
    public static async Task<string> RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var run = await ProcessRun.StartAsync(tool, arguments, Timeout, cancellationToken) ?? throw new MicroNasException(Diagnostic.Error(
            DiagnosticCodes.CompilerMissing,
            $"{tool} was not found. On Debian: apt-get install "
            + (tool.StartsWith("arm-none-eabi-", StringComparison.Ordinal) ? "binutils-arm-none-eabi" : tool) + "."));
        return run.ExitCode == 0 ? run.Output : throw new MicroNasException(Diagnostic.Error(
            DiagnosticCodes.CompilationFailed, $"{tool} failed ({run.ExitCode}) on {arguments[^1]}: {run.Output.Trim()}"));
    }
}
