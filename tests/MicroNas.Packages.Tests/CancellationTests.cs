using System.Diagnostics;
using System.Runtime.InteropServices;
using MicroNas.Packages.Tests.Support;

namespace MicroNas.Packages.Tests;

/// <summary>Builds that are ended from outside while the engine searches.</summary>
[Collection(PackedFeedCollection.Name)]
public sealed partial class CancellationTests(PackedFeed feed)
{
    private const int Interrupt = 2;

    /// <summary>Minutes, and few enough epochs that each has a line.</summary>
    private const string LongWork = "search: { epochs: 100 }";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>To <c>dotnet build</c> alone: a terminal would tell the engine too, an IDE or a CI service does not.</summary>
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_interrupted_or_killed_build_leaves_no_engine_and_the_next_goes_on(bool kill)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "processes are looked up in /proc");
        using var cache = new TemporaryFolder();
        using var project = new PackedProject(feed);
        project.Variables["MICRONAS_CACHE"] = cache.Path;
        project.Write("model.proj", $"""<Project Sdk="MicroNas.Build/{feed.Version}" />""");
        project.WriteModel(work: LongWork);

        using (var build = project.StartBuild("-t:MicroNasEmit"))
        {
            ReadUntil(build, "epoch 2/");
            var engine = Engine(project.Folder);
            Assert.NotNull(engine);
            if (kill)
            {
                build.Kill();
            }
            else
            {
                Assert.Equal(0, Signal(build.Id, Interrupt));
            }

            _ = build.StandardOutput.ReadToEndAsync();
            Assert.True(build.WaitForExit(Patience), "the build goes on");
            Assert.True(engine.WaitForExit(Patience), "the engine goes on");
            Assert.NotEqual(0, build.ExitCode);
        }

        using var again = project.StartBuild("-t:MicroNasEmit", "-v:n");
        var lines = ReadUntil(again, "epoch ");
        Assert.Equal(0, Signal(again.Id, Interrupt));
        _ = again.StandardOutput.ReadToEndAsync();
        Assert.True(again.WaitForExit(Patience));
        Assert.DoesNotContain(lines, line => line.Contains("epoch 1/", StringComparison.Ordinal));
        Assert.True(SpinWait.SpinUntil(() => Engine(project.Folder) is null, Patience));
    }

    private static List<string> ReadUntil(Process process, string text)
    {
        var lines = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            lines.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return lines;
            }
        }

        throw new InvalidOperationException($"The build ended without '{text}':\n{string.Join('\n', lines)}\n{process.StandardError.ReadToEnd()}");
    }

    /// <summary>The engine that works for the project in <paramref name="folder"/>; null when there is none.</summary>
    private static Process? Engine(string folder)
    {
        foreach (var process in Process.GetProcessesByName("dotnet"))
        {
            try
            {
                var command = File.ReadAllText($"/proc/{process.Id}/cmdline");
                if (command.Contains("micronas.dll", StringComparison.Ordinal) && command.Contains(folder, StringComparison.Ordinal))
                {
                    return process;
                }
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }

            process.Dispose();
        }

        return null;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int processId, int signal);
}
