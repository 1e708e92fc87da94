using System.Diagnostics;
using MicroNas.Cli.Tests.Support;

namespace MicroNas.Cli.Tests;

/// <summary>A real process, killed at random moments of search, trials and training; the next one has nothing but the cache folder.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const int Kills = 6;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_that_is_killed_again_and_again_makes_the_bytes_of_an_unbroken_one()
    {
        var yaml = TinyProject.Write(folder);
        var unbroken = Tool.Run(BuildResults.Arguments(folder, yaml, "unbroken"));
        Assert.True(unbroken.ExitCode == 0, $"exit code {unbroken.ExitCode}: {unbroken.Error}");

        var random = new Random(20261);
        List<string> errors = [];
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Process.Start(Tool.StartInfo(BuildResults.Arguments(folder, yaml, "killed")))!;
            _ = process.StandardOutput.ReadToEndAsync();
            var error = "";
            for (var epochs = random.Next(1, 10); epochs > 0 && process.StandardError.ReadLine() is { } line;)
            {
                epochs -= line.Contains(" epoch ", StringComparison.Ordinal) || line.Contains(" trial ", StringComparison.Ordinal) ? 1 : 0;
                error += line + "\n";
            }

            // Kills just after a line would all meet the same moment of an epoch; these meet steps and writes of the state too.
            Thread.Sleep(random.Next(0, 500));
            process.Kill();
            process.WaitForExit();
            errors.Add(error);
        }

        var last = Tool.Run(BuildResults.Arguments(folder, yaml, "killed"));

        Assert.True(last.ExitCode == 0, $"exit code {last.ExitCode}: {last.Error}");
        Assert.True(errors.Append(last.Error).Count(text => text.Contains("goes on from there", StringComparison.Ordinal)) >= 2, string.Join("---\n", errors));
        Assert.DoesNotContain("MNAS5007", string.Concat(errors) + last.Error, StringComparison.Ordinal);
        var results = BuildResults.Of(folder.File("unbroken"));
        Assert.True(results.Candidates > 1);
        Assert.Equal(results.Contents, BuildResults.Of(folder.File("killed")).Contents);
        Assert.Empty(Directory.GetFiles(folder.File("killed-cache"), "*.checkpoint*", SearchOption.AllDirectories));
    }
}
