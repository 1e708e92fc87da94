using System.ComponentModel;
using System.Diagnostics;

namespace MicroNas.Boards.Processes;

/// <summary>A program that ran to its end.</summary>
/// <param name="ExitCode">Of the program; -1 when it was stopped because its time was over.</param>
/// <param name="Output">Standard output, then standard error.</param>
/// <param name="TimedOut">Whether it was stopped.</param>
internal sealed record ProcessRun(int ExitCode, string Output, bool TimedOut)
{
    /// <summary>Runs <paramref name="program"/>, found through PATH; null when there is no such program.</summary>
    /// <param name="workingDirectory">Where it runs; empty for this process's own.</param>
    public static async Task<ProcessRun?> StartAsync(
        string program, IReadOnlyList<string> arguments, TimeSpan timeout, CancellationToken cancellationToken, string workingDirectory = "")
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = workingDirectory,
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        var timedOut = false;
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            timedOut = true;
        }

        return new ProcessRun(timedOut ? -1 : process.ExitCode, await output + await error, timedOut);
    }
}
