using System.ComponentModel;
using System.Diagnostics;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>What git calls the sources that run.</summary>
internal static class GitCommit
{
    /// <summary>The short hash, with <c>-dirty</c> where sources were changed since; null without git or outside a repository.</summary>
    public static string? TryFind()
    {
        var start = new ProcessStartInfo("git", ["describe", "--always", "--dirty", "--exclude=*"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryFolder.TryFind() ?? ".",
        };
        try
        {
            using var process = Process.Start(start)!;
            var text = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? text : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
