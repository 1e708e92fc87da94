using System.Diagnostics;
using System.Text.Json.Nodes;
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
        var unbroken = Tool.Run(Arguments(yaml, "unbroken"));
        Assert.True(unbroken.ExitCode == 0, $"exit code {unbroken.ExitCode}: {unbroken.Error}");

        var random = new Random(20261);
        List<string> errors = [];
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Process.Start(Tool.StartInfo(Arguments(yaml, "killed")))!;
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

        var last = Tool.Run(Arguments(yaml, "killed"));

        Assert.True(last.ExitCode == 0, $"exit code {last.ExitCode}: {last.Error}");
        Assert.True(errors.Append(last.Error).Count(text => text.Contains("goes on from there", StringComparison.Ordinal)) >= 2, string.Join("---\n", errors));
        Assert.DoesNotContain("MNAS5007", string.Concat(errors) + last.Error, StringComparison.Ordinal);
        Assert.Equal(Results("unbroken"), Results("killed"));
        Assert.Empty(Directory.GetFiles(folder.File("killed-cache"), "*.checkpoint*", SearchOption.AllDirectories));
    }

    /// <summary>What the build compiles, byte for byte, and the report but for the times.</summary>
    private SortedDictionary<string, string> Results(string place)
    {
        var results = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in File.ReadAllLines(folder.File(place, "outputs.txt")))
        {
            results.Add(Path.GetFileName(path), Convert.ToHexString(File.ReadAllBytes(path)));
        }

        var report = JsonNode.Parse(File.ReadAllText(folder.File(place, "report.json")))!.AsObject();
        Assert.True(report["candidates"]!.AsArray().Count > 1);
        Assert.Single(report["candidates"]!.AsArray(), candidate => (bool)candidate!["chosen"]!);
        report.Remove("searchSeconds");
        report.Remove("trainingSeconds");
        results["report.json"] = report.ToJsonString();
        return results;
    }

    private string[] Arguments(string yaml, string place) =>
        ["build", yaml, "--no-lock", "--output", folder.File(place), "--cache", folder.File(place + "-cache")];
}
