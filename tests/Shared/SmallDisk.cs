using System.Diagnostics;
using System.Globalization;

namespace MicroNas.Tests.Shared;

/// <summary>A disk of its own in memory, small enough to be full; only root of Linux may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SmallDisk(long bytes)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "A small disk is made by Linux's tmpfs.");
        var exitCode = Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={bytes}"), "tmpfs", folder.Path);
        Skip.If(exitCode != 0, $"This user may not mount a tmpfs (mount ended with {exitCode}).");
    }

    public string Path => folder.Path;

    public void Dispose()
    {
        Run("umount", folder.Path);
        folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
