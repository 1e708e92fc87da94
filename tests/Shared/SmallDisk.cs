using System.Diagnostics;
using System.Globalization;

namespace MicroNas.Tests.Shared;

/// <summary>A disk of its own in memory, small enough to be full; only root of Linux may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <param name="bytes">What it holds.</param>
    /// <param name="path">An existing folder, which nothing can rename or remove while it is the disk's; null for a new one.</param>
    public SmallDisk(long bytes, string? path = null)
    {
        Path = path ?? folder.Path;
        Skip.IfNot(OperatingSystem.IsLinux(), "A small disk is made by Linux's tmpfs.");
        var exitCode = Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={bytes}"), "tmpfs", Path);
        Skip.If(exitCode != 0, $"This user may not mount a tmpfs (mount ended with {exitCode}).");
    }

    public string Path { get; }

    public void Dispose()
    {
        Run("umount", Path);
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
