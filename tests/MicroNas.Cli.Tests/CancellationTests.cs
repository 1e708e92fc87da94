using System.Diagnostics;
using System.Globalization;
using MicroNas.Cli.Tests.Support;
using Xunit.Abstractions;

namespace MicroNas.Cli.Tests;

/// <summary>Ctrl-C, or the end that a build or a machine asks for, in the middle of the work.</summary>
public sealed class CancellationTests(ITestOutputHelper log) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("INT", "search: epoch 2/")]
    [InlineData("TERM", "search: epoch 1/")]
    [InlineData("INT", "search: trial 2/")]
    [InlineData("TERM", "train: epoch 50/")]
    public void An_interrupted_run_ends_with_its_own_exit_code_and_the_next_one_goes_on(string signal, string moment)
    {
        Skip.If(OperatingSystem.IsWindows(), "Sending a signal to another process needs POSIX.");
        var yaml = TinyProject.Write(folder, searchEpochs: 3, trainingEpochs: 5000);
        var arguments = (string[])["build", yaml, "--output", folder.File("out"), "--cache", folder.File("cache")];
        Interrupt(arguments, moment, signal);
        Assert.Single(Directory.GetFiles(folder.File("cache"), "*.checkpoint", SearchOption.AllDirectories));
        Assert.DoesNotContain(
            Directory.GetFiles(folder.Path, "*.tmp", SearchOption.AllDirectories),
            file => !file.EndsWith(".checkpoint.tmp", StringComparison.Ordinal));

        Assert.DoesNotContain(moment[..moment.LastIndexOf(' ')] + " 1/", FirstOfNextRun(arguments), StringComparison.Ordinal);
    }

    /// <summary>
    /// A step of long windows and many filters takes longer than an interrupted run may: it is abandoned, and the state of an epoch before it stays.
    /// </summary>
    [SkippableFact]
    public void A_step_that_takes_too_long_is_abandoned_and_the_next_run_goes_on_from_an_earlier_epoch()
    {
        Skip.If(OperatingSystem.IsWindows(), "Sending a signal to another process needs POSIX.");
        var yaml = TinyProject.Write(folder);
        File.WriteAllText(yaml, File.ReadAllText(yaml)
            .Replace("window: 32, stride: 32", "window: 128, stride: 32", StringComparison.Ordinal)
            .Replace("latency: 10 ms", "latency: 100 s", StringComparison.Ordinal)
            .Replace(
                "batch: 16, method: micronas }",
                "batch: 64, method: micronas, space: { minimumTime: 64, sensorFusionMaximumFilters: 384, sensorFusionFilterStep: 384 } }",
                StringComparison.Ordinal));
        var arguments = (string[])["search", yaml, "--output", folder.File("out"), "--cache", folder.File("cache")];
        var rest = Interrupt(arguments, "search: epoch 2/", "INT");

        Skip.If(rest.Contains("epoch 3/", StringComparison.Ordinal), "This machine ends a step within four seconds, so that none is abandoned.");
        Assert.Single(Directory.GetFiles(folder.File("cache"), "*.checkpoint", SearchOption.AllDirectories));

        var first = FirstOfNextRun(arguments);
        Assert.Contains("search: epoch ", first, StringComparison.Ordinal);
        Assert.DoesNotContain("search: epoch 1/", first, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_checkpoint_is_a_warning_and_the_work_begins_anew()
    {
        var yaml = TinyProject.Write(folder, searchEpochs: 2, trainingEpochs: 2);
        var arguments = (string[])["build", yaml, "--output", folder.File("out"), "--cache", folder.File("cache")];
        using (var process = Process.Start(Tool.StartInfo(arguments))!)
        {
            WaitForLine(process, "search: trial 1/");
            process.Kill();
            process.WaitForExit();
        }

        var checkpoint = Assert.Single(Directory.GetFiles(folder.File("cache"), "*.checkpoint", SearchOption.AllDirectories));
        var content = File.ReadAllBytes(checkpoint);
        content[content.Length / 2] ^= 4;
        File.WriteAllBytes(checkpoint, content);

        var run = Tool.Run(arguments);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("warning MNAS5007", run.Error, StringComparison.Ordinal);
        Assert.Contains("search: epoch 1/", run.Error, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllBytes(checkpoint + ".unusable"));
        Assert.False(File.Exists(checkpoint));
    }

    /// <summary>Sends a signal at a line of progress and waits for the end of the run, which says that the next one goes on.</summary>
    /// <returns>What it wrote to standard error after the line.</returns>
    private string Interrupt(string[] arguments, string moment, string signal)
    {
        using var process = Process.Start(Tool.StartInfo(arguments))!;
        var progress = WaitForLine(process, moment);
        var rest = process.StandardError.ReadToEndAsync();
        var clock = Stopwatch.StartNew();
        Send(signal, process.Id);

        Assert.True(process.WaitForExit(Patience), "The tool did not end after the signal.");
        log.WriteLine(FormattableString.Invariant($"ended {clock.Elapsed.TotalSeconds:0.00} s after SIG{signal} at '{moment}'"));
        Assert.True(process.ExitCode == (int)ExitCode.Cancelled, $"exit code {process.ExitCode} after: {progress}\n{rest.Result}");
        Assert.Contains("the next run with the same inputs goes on from there", rest.Result, StringComparison.Ordinal);
        return rest.Result;
    }

    /// <summary>The first line of progress of a run that goes on from a state; the run is killed then.</summary>
    private static string FirstOfNextRun(string[] arguments)
    {
        using var next = Process.Start(Tool.StartInfo(arguments))!;
        WaitForLine(next, "goes on from there");
        var first = WaitForLine(next, "/");
        next.Kill();
        next.WaitForExit();
        return first;
    }

    private static void Send(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static string WaitForLine(Process process, string text)
    {
        var seen = "";
        while (process.StandardError.ReadLine() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }

            seen += line + "\n";
        }

        throw new InvalidOperationException($"The tool ended without '{text}': {seen}");
    }
}
