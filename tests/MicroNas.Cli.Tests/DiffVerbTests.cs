using System.Diagnostics;
using System.Text.Json;
using MicroNas.Cli.Tests.Support;
using MicroNas.Core.Pipeline.Locks;

namespace MicroNas.Cli.Tests;

/// <summary><c>diff</c>: two lock files, from the disk and from git.</summary>
public sealed class DiffVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new("micronas diff ");

    public DiffVerbTests() => Write("micronas.lock.json", 0.90, 10, "25");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_pull_request_is_compared_with_the_commit_that_it_starts_from()
    {
        foreach (var arguments in (string[][])[["init", "-q"], ["add", "."], ["-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "first"]])
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder.Path })!;
            git.WaitForExit();
            Assert.Equal(0, git.ExitCode);
        }

        Write("micronas.lock.json", 0.925, 8, "20");

        var text = Diff();
        Assert.True(text.ExitCode == 0, text.Error);
        Assert.Matches(@"accuracy \(int8\)\s+90\.00 %\s+92\.50 %\s+\+2\.50 points", text.Output);
        Assert.Matches(@"latency\s+10\.00 ms\s+8\.00 ms\s+-2\.00 \(-20\.0 %\)", text.Output);
        Assert.Matches(@"budget\.latency\s+25\s+20", text.Output);
        Assert.DoesNotContain("model.hash", text.Output, StringComparison.Ordinal);

        var json = JsonDocument.Parse(Diff("--json").Output).RootElement;
        var change = Assert.Single(json.GetProperty("inputs").EnumerateArray());
        Assert.Equal(("budget.latency", "25", "20"), (Text(change, "name"), Text(change, "old"), Text(change, "new")));

        Write("new.lock.json", 0.5, 1, "1");
        Assert.Contains("The model is new.", Tool.Run("diff", folder.File("new.yaml")).Output, StringComparison.Ordinal);
        var unknown = Diff("--base", "no-such-branch");
        Assert.Equal((int)ExitCode.Failed, unknown.ExitCode);
        Assert.Contains("error MNAS7207: 'no-such-branch' is neither", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_is_a_table_that_no_value_can_break()
    {
        Write("other.lock.json", 0.90, 10, "a|b*c");

        var run = Diff("--base", folder.File("other.lock.json"), "--markdown");

        Assert.True(run.ExitCode == 0, run.Error);
        var rows = run.Output.Split('\n').Where(line => line.StartsWith('|')).ToList();
        Assert.Equal(2 + 10 + 2 + 1, rows.Count);
        Assert.Contains(rows, row => row.StartsWith(@"| architecture | TR(k5,f8) SF(f40>f8,k\{3\})".Replace(">", @"\>", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains(@"a\|b\*c", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_lock_files_and_a_missing_one_are_said()
    {
        Assert.Contains("Nothing changed in model", Diff("--base", folder.File("micronas.lock.json")).Output, StringComparison.Ordinal);
        Assert.Contains("error MNAS7207", Tool.Run("diff", folder.File("none.yaml")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%", 90.0, 90.004, "90.00 %", "+0.00 points")]
    [InlineData("B", 12345.0, 12000.0, "12,000 B", "-345 (-2.8 %)")]
    [InlineData("", 0.0, 5.0, "5", "+5")]
    [InlineData("ms", 1.5, 1.5, "1.50 ms", "")]
    [InlineData("ms", null, 1.5, "1.50 ms", "")]
    public void Figures_show_their_change(string unit, double? old, double now, string text, string change)
    {
        var figure = new FigureChange("x", unit, old, now);

        Assert.Equal((text, change), (figure.NewText, figure.ChangeText));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private ToolRun Diff(params string[] arguments) => Tool.Run(["diff", folder.File("micronas.yaml"), .. arguments]);

    private void Write(string name, double accuracy, double latency, string limit) => folder.Write(name, new LockFile(
        LockFile.CurrentVersion,
        "1.0",
        "tiny",
        new LockedResults("TR(k5,f8) SF(f40>f8,k{3})", accuracy, 0.8, 0.9, 100, latency, latency + 1, 4000, 5000, 600_000),
        new(StringComparer.Ordinal)
        {
            ["search"] = new LockedStage(new() { ["budget.latency"] = limit, ["version"] = "4" }, []),
            ["emit"] = new LockedStage(new() { ["model.hash"] = limit, ["version"] = "1" }, []),
        }).ToBytes());
}
