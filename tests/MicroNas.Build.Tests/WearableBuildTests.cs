using System.Text.RegularExpressions;
using MicroNas.Build.Tests.Support;

namespace MicroNas.Build.Tests;

/// <summary>The sample project through <c>dotnet build</c>: what runs, what does not, and what a user reads.</summary>
public sealed class WearableBuildTests : IClassFixture<WearableProject>
{
    private readonly WearableProject project;

    public WearableBuildTests(WearableProject project)
    {
        this.project = project;
    }

    /// <summary>One long story, because each step needs the state that the one before left.</summary>
    [Fact]
    public void A_firmware_project_is_built_and_rebuilt_as_its_yaml_changes()
    {
        var first = project.Build();
        Assert.True(first.ExitCode == 0, first.Output);
        Assert.Contains("search: no earlier result is known", first.Output, StringComparison.Ordinal);
        Assert.Contains("windows equal", first.Output, StringComparison.Ordinal);
        string[] expected =
        [
            "model.tflite", "wearable_tflite.c", "wearable_tflite.h", "wearable_model.c", "wearable_model.h",
            "wearable_info.h", "wearable_golden.c", "wearable_golden.h", "report.json",
        ];
        Assert.All(expected, name => Assert.True(File.Exists(Path.Combine(project.Output, name)), name));
        var model = File.ReadAllBytes(Path.Combine(project.Output, "model.tflite"));
        var elf = Path.Combine(project.Folder, "bin", "mps2-an386", "wearable.elf");
        Assert.True(File.Exists(elf));
        var elfTime = File.GetLastWriteTimeUtc(elf);

        var second = project.Build();
        Assert.Equal(0, second.ExitCode);
        Assert.Contains("up to date: nothing to do", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("search:", second.Output, StringComparison.Ordinal);

        project.WriteConfiguration("# a comment\n" + project.ReadConfiguration());
        var commented = project.Build();
        Assert.Equal(0, commented.ExitCode);
        Assert.DoesNotContain("no earlier result is known", commented.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("epoch", commented.Output, StringComparison.Ordinal);
        Assert.Equal(elfTime, File.GetLastWriteTimeUtc(elf));

        var good = project.ReadConfiguration();
        project.WriteConfiguration(good.Replace("25 ms", "12 ms", StringComparison.Ordinal));
        var tighter = project.Build();
        Assert.True(tighter.ExitCode == 0, tighter.Output);
        Assert.Contains("input 'budget.latency' changed: 25 -> 12", tighter.Output, StringComparison.Ordinal);
        Assert.Matches(@"dataset: .* \[unchanged\]", tighter.Output);

        project.WriteConfiguration(good.Replace("memory: 32 kB", "memory: 32", StringComparison.Ordinal).Replace("target:", "targte:", StringComparison.Ordinal));
        var broken = project.Build();
        Assert.NotEqual(0, broken.ExitCode);
        Assert.Matches(@"micronas\.yaml\(\d+,\d+\): error MNAS1\d\d\d: .*targte", broken.Output);
        Assert.Matches(@"micronas\.yaml\(\d+,\d+\): error MNAS1\d\d\d: .*32", broken.Output);

        project.WriteConfiguration(good);
        var restored = project.Build();
        Assert.True(restored.ExitCode == 0, restored.Output);
        Assert.DoesNotContain("epoch", restored.Output, StringComparison.Ordinal);
        Assert.Equal(model, File.ReadAllBytes(Path.Combine(project.Output, "model.tflite")));

        var run = project.Build("-t:Run");
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("12 of 12 windows equal", run.Output, StringComparison.Ordinal);
        Assert.Contains("instructions per inference", run.Output, StringComparison.Ordinal);

        // Generated files that were deleted or edited are made again from the cache.
        var golden = Path.Combine(project.Output, "wearable_golden.c");
        var text = File.ReadAllText(golden);
        File.Delete(golden);
        var header = Path.Combine(project.Output, "wearable_info.h");
        File.AppendAllText(header, "#error edited\n");
        var repaired = project.Build();
        Assert.True(repaired.ExitCode == 0, repaired.Output);
        Assert.Equal(text, File.ReadAllText(golden));
        Assert.DoesNotContain("#error", File.ReadAllText(header), StringComparison.Ordinal);
    }

    [Fact]
    public void An_impossible_budget_is_refused_at_once_with_what_is_possible()
    {
        using var impossible = new WearableProject();
        impossible.WriteConfiguration(impossible.ReadConfiguration().Replace("25 ms", "1 us", StringComparison.Ordinal));

        var run = impossible.Build();

        Assert.NotEqual(0, run.ExitCode);
        Assert.Matches(@"micronas\.yaml\(5,20\): error MNAS2001: budget\.latency is 0\.001 ms", run.Output);
        Assert.DoesNotContain("epoch", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(impossible.Output, "model.tflite")));
    }

    [Fact]
    public void A_firmware_whose_bytes_differ_fails_the_build()
    {
        using var tampered = new WearableProject();
        Assert.Equal(0, tampered.Build().ExitCode);
        var golden = Path.Combine(tampered.Output, "wearable_golden.c");
        var good = File.ReadAllText(golden);
        foreach (var place in (string[])[@"(golden_outputs\[[^=]*=\s*\{\s*\{\s*)(-?\d+)", @"(golden_classes\[[^=]*=\s*\{\s*)(\d+)"])
        {
            File.WriteAllText(golden, new Regex(place).Replace(good, "$1($2 ^ 1)", count: 1));

            var run = tampered.Build("-p:MicroNasMode=off");

            Assert.NotEqual(0, run.ExitCode);
            Assert.Contains("error MNAS7055", run.Output, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(Path.Combine(tampered.Folder, "bin"), "*", SearchOption.AllDirectories));
        }
    }
}
