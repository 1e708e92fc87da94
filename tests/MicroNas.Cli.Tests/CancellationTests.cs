using System.Diagnostics;
using MicroNas.Cli.Tests.Support;

namespace MicroNas.Cli.Tests;

/// <summary>Ctrl-C in the middle of a search.</summary>
public sealed class CancellationTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void An_interrupted_search_ends_with_its_own_exit_code_and_leaves_nothing_half_written()
    {
        Skip.If(OperatingSystem.IsWindows(), "Sending an interrupt to another process needs POSIX signals.");
        var yaml = folder.File("micronas.yaml");
        File.WriteAllText(yaml, """
            model: interrupted
            target: { mcu: stm32l552ze }
            search: { epochs: 1000 }
            """);
        using var process = Process.Start(Tool.StartInfo(
            "build", yaml, "--output", folder.File("out"), "--cache", folder.File("cache")))!;
        var progress = WaitForLine(process, "epoch 1/");
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        Assert.True(process.WaitForExit(Patience), "The tool did not end after the interrupt.");
        Assert.True(process.ExitCode == (int)ExitCode.Cancelled, $"exit code {process.ExitCode} after: {progress}");
        Assert.False(Directory.Exists(folder.File("cache", "train")));
        Assert.Empty(Directory.GetFiles(folder.Path, "*.tmp", SearchOption.AllDirectories));
    }

    private static string WaitForLine(Process process, string text)
    {
        while (process.StandardError.ReadLine() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException("The tool ended before its first epoch.");
    }
}
