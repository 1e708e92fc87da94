using System.Text.Json;
using MicroNas.Cli.Tests.Support;

namespace MicroNas.Cli.Tests;

/// <summary>The pipeline's verbs, each up to its own stage, on a short search.</summary>
public sealed class PipelineVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Verbs_share_the_cache_and_two_caches_lead_to_the_same_bytes()
    {
        var yaml = folder.File("micronas.yaml");
        File.WriteAllText(yaml, """
            model: verbs
            dataset: { format: synthetic }
            target: { mcu: nrf52832, runtime: tflm }
            budget: { latency: 60 ms }
            search: { epochs: 1 }
            training: { epochs: 2 }
            """);

        var search = Run("search", "one");
        Assert.Contains("search: first run", search.Error, StringComparison.Ordinal);
        Assert.Contains("TR(", JsonDocument.Parse(search.Output).RootElement.GetProperty("architecture").GetString(), StringComparison.Ordinal);

        var verify = Run("verify", "one");
        Assert.DoesNotContain("search: first run", verify.Error, StringComparison.Ordinal);
        var report = JsonDocument.Parse(verify.Output).RootElement;
        Assert.True(report.GetProperty("predicted").GetProperty("latencyUpperMilliseconds").GetDouble() <= 60);
        Assert.Equal(450, report.GetProperty("test").GetProperty("windows").GetInt32());

        Assert.Equal(0, Run("emit", "two").ExitCode);
        Assert.Equal(Model("one"), Model("two"));

        ToolRun Run(string verb, string place) => Tool.Run(
            verb, yaml, "--json",
            "--output", folder.File(place),
            "--cache", folder.File(place + "-cache"));

        byte[] Model(string place) => File.ReadAllBytes(folder.File(place, "model.tflite"));
    }

    [Fact]
    public void Every_error_of_a_yaml_is_told_at_once()
    {
        var yaml = folder.File("micronas.yaml");
        File.WriteAllText(yaml, """
            model: 1st
            target: { mcu: stm32l553 }
            budget: { latency: 25, memory: 3 ms }
            serch: { epochs: 1 }
            """);

        var run = Tool.Run("build", yaml);

        Assert.Equal((int)ExitCode.Failed, run.ExitCode);
        Assert.Contains("(1,8): error MNAS1", run.Error, StringComparison.Ordinal);
        Assert.Contains("(2,16): error MNAS1", run.Error, StringComparison.Ordinal);
        Assert.Contains("(3,20): error MNAS1", run.Error, StringComparison.Ordinal);
        Assert.Contains("(3,32): error MNAS1", run.Error, StringComparison.Ordinal);
        Assert.Contains("(4,1): error MNAS1", run.Error, StringComparison.Ordinal);
        Assert.Contains("stm32l552ze", run.Error, StringComparison.Ordinal);
        Assert.Contains("search", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("obj")));
    }
}
