using System.Text.Json;
using MicroNas.Cli.Tests.Support;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Pipeline.Locks;

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
            search: { epochs: 1, recipe: { candidates: 4, generations: 1, folds: 2 } }
            training: { epochs: 2 }
            """);

        var search = Run("search", "one");
        Assert.Contains("search: no earlier result is known", search.Error, StringComparison.Ordinal);
        var found = JsonDocument.Parse(search.Output).RootElement;
        Assert.Contains("TR(", found.GetProperty("architecture").GetString(), StringComparison.Ordinal);

        var verify = Run("verify", "one");
        Assert.DoesNotContain("search: no earlier result is known", verify.Error, StringComparison.Ordinal);
        var report = JsonDocument.Parse(verify.Output).RootElement;
        Assert.True(report.GetProperty("predicted").GetProperty("latencyUpperMilliseconds").GetDouble() <= 60);
        Assert.Equal(["budget", "predicted", "architecture", "candidates", "searchSeconds"], found.EnumerateObject().Select(field => field.Name));
        Assert.All(found.EnumerateObject(), field => Assert.True(JsonElement.DeepEquals(field.Value, report.GetProperty(field.Name)), field.Name));
        var test = report.GetProperty("test");
        Assert.Equal(450, test.GetProperty("windows").GetInt32());
        var quantization = test.GetProperty("quantization");
        Assert.Equal(
            quantization.GetProperty("floatAccuracy").GetDouble() - test.GetProperty("accuracy").GetDouble(),
            quantization.GetProperty("accuracyCost").GetDouble(),
            precision: 9);
        Assert.Equal("output/softmax", quantization.GetProperty("layers").EnumerateArray().Last().GetProperty("layer").GetString());

        Assert.Equal(0, Run("emit", "two").ExitCode);
        Assert.Equal(Model("one"), Model("two"));

        Assert.True(JsonElement.DeepEquals(found, JsonDocument.Parse(Run("train", "one").Output).RootElement));
        var text = Tool.Run("search", yaml, "--no-lock", "--output", folder.File("one"), "--cache", folder.File("one-cache")).Output;
        Assert.Matches(@"latency +\d+\.\d\d ms, at most \d+\.\d\d ms \(limit 60 ms\)", text);

        ToolRun Run(string verb, string place) => Tool.Run(
            verb, yaml, "--json", "--no-lock",
            "--output", folder.File(place),
            "--cache", folder.File(place + "-cache"));

        byte[] Model(string place) => File.ReadAllBytes(folder.File(place, "model.tflite"));
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(4, false)]
    public void A_class_that_is_never_predicted_is_warned_of_by_every_run_unless_it_is_hardly_tested(int testWindows, bool isWarned)
    {
        var yaml = TinyProject.WriteWithRareTwin(folder, testWindows);

        var first = Tool.Run("verify", yaml, "--output", folder.File("out"), "--cache", folder.File("cache"));
        File.Delete(folder.File("data.csv"));
        var locked = Tool.Run("build", yaml, "--locked", "--output", folder.File("clone"), "--cache", folder.File("other"));

        Assert.All([first, locked], run => Assert.True(run.ExitCode == 0, run.Error));
        Assert.All([first, locked], run => Assert.Equal(isWarned, run.Error.Contains("'class3' (6 test windows)", StringComparison.Ordinal)));
        Assert.All([first, locked], run => Assert.DoesNotContain("'class3' (4", run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public void Channels_without_names_are_told_of_by_every_run_and_named_ones_are_not()
    {
        var yaml = TinyProject.Write(folder);
        var named = File.ReadAllText(folder.File("data.csv"));
        File.WriteAllText(folder.File("data.csv"), named.Replace("x,y,z\n", "channel0,channel1,channel2\n", StringComparison.Ordinal));

        Assert.Equal([true, true], [IsTold(), IsTold()]);

        File.WriteAllText(folder.File("data.csv"), named);
        Assert.False(IsTold());

        bool IsTold() => LookAtData(yaml).Notes.Any(note => note.StartsWith("dataset: the channels have no names", StringComparison.Ordinal));
    }

    [Fact]
    public void A_limit_above_the_target_s_is_warned_of_at_its_place_by_every_run()
    {
        var yaml = TinyProject.Write(folder);
        File.WriteAllText(yaml, File.ReadAllText(yaml).Replace("latency: 10 ms", "latency: 10 ms, flash: 524289 B", StringComparison.Ordinal));

        Assert.Equal(Warnings(), Warnings());
        Assert.StartsWith($"{yaml}(4,34): warning MNAS1022: budget.flash is 524289 B, and stm32l552ze has 524288 B", Assert.Single(Warnings()), StringComparison.Ordinal);

        IReadOnlyList<string> Warnings() => [.. LookAtData(yaml).Diagnostics.Select(diagnostic => diagnostic.ToString())];
    }

    /// <summary>The lock holds the numbers that were taken, so that it holds in a clone and not for what was trained less.</summary>
    [Fact]
    public void Few_windows_are_trained_on_for_enough_steps_where_the_epochs_are_left_out()
    {
        var yaml = TinyProject.Write(folder, searchEpochs: 8);
        File.WriteAllText(yaml, File.ReadAllText(yaml)
            .Replace("training: { epochs: 20, ", "training: { ", StringComparison.Ordinal)
            .Replace("search: { epochs: 8, ", "search: { epochs: 8, recipe: { candidates: 2, generations: 0, folds: 1 }, ", StringComparison.Ordinal));

        var run = Tool.Run("verify", yaml, "--json", "--output", folder.File("out"), "--cache", folder.File("cache"));

        Assert.True(run.ExitCode == 0, run.Error);
        var report = JsonDocument.Parse(run.Output).RootElement;
        var training = report.GetProperty("dataset").GetProperty("trainingWindows").GetInt32();
        var epochs = Math.Ceiling(1000.0 / ((training + report.GetProperty("dataset").GetProperty("validationWindows").GetInt32()) / 16));
        Assert.InRange(epochs, 80, 200);
        Assert.Contains(FormattableString.Invariant($"epoch {epochs}/{epochs}"), run.Error, StringComparison.Ordinal);
        var trialEpochs = Math.Ceiling(150.0 / (training / 16));
        Assert.All(
            report.GetProperty("candidates").EnumerateArray(),
            candidate => Assert.Equal(trialEpochs, candidate.GetProperty("trainingEpochs").GetDouble()));
        var inputs = File.ReadAllText(folder.File("micronas.lock.json"));
        Assert.Contains(FormattableString.Invariant($"\"finalTrials\": \"{trialEpochs} epochs, of equals the fastest\""), inputs, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"\"training.epochs\": \"{epochs}\""), inputs, StringComparison.Ordinal);

        var clone = Tool.Run("verify", yaml, "--locked", "--output", folder.File("clone"), "--cache", folder.File("none"));
        Assert.True(clone.ExitCode == 0, clone.Error);
    }

    /// <summary>Three microcontrollers share one latency profile at different clocks; none may get the network of another.</summary>
    [Fact]
    public void Another_microcontroller_is_searched_for_anew_and_its_budget_kept()
    {
        var yaml = Path.Combine(folder.Path, "micronas.yaml");
        foreach (var microcontroller in (string[])["stm32f446re", "stm32l552ze", "nrf52832"])
        {
            File.WriteAllText(yaml, $$"""
                model: clocks
                target: { mcu: {{microcontroller}} }
                budget: { latency: 21 ms, memory: 32 kB, flash: 100 kB }
                search: { epochs: 1, recipe: { candidates: 4, generations: 1, folds: 2 } }
                training: { epochs: 1 }
                """);
            var run = Tool.Run(
                "verify", yaml, "--json",
                "--output", Path.Combine(folder.Path, "out"), "--cache", Path.Combine(folder.Path, "cache"));

            Assert.True(run.ExitCode == 0, run.Error);
            var report = JsonDocument.Parse(run.Output).RootElement;
            Assert.True(report.GetProperty("predicted").GetProperty("latencyUpperMilliseconds").GetDouble() <= 21);
            Assert.Contains(microcontroller, File.ReadAllText(Path.Combine(folder.Path, "out", "clocks_info.h")), StringComparison.Ordinal);
        }
    }

    /// <summary>The strides of cells stand in no architecture's text: here both are the same text, and different networks.</summary>
    [Fact]
    public void Spaces_of_different_strides_share_no_training()
    {
        const string small = "sensorFusionMaximumFilters: 8, timeReduceMaximumFilters: 4";
        var usual = Verify("usual", small, "shared");
        var halved = Verify("halved", $"{small}, minimumSensors: 1, fusionRepeats: 0", "shared");
        Assert.Contains("\"fusionStrides\": \"2 2 2\"", File.ReadAllText(folder.File("micronas.lock.json")), StringComparison.Ordinal);
        File.Delete(folder.File("micronas.lock.json"));
        var alone = Verify("alone", $"{small}, minimumSensors: 1, fusionRepeats: 0", "fresh");

        Assert.Equal(usual.GetProperty("architecture").GetString(), halved.GetProperty("architecture").GetString());
        Assert.Equal(Model("alone"), Model("halved"));
        Assert.NotEqual(Model("usual"), Model("halved"));
        Assert.Equal(alone.GetProperty("test").GetProperty("accuracy").GetDouble(), halved.GetProperty("test").GetProperty("accuracy").GetDouble());

        JsonElement Verify(string place, string space, string cache)
        {
            var yaml = folder.File("micronas.yaml");
            File.WriteAllText(yaml, $$"""
                model: strides
                target: { mcu: stm32f446re }
                search: { method: scaled, space: { {{space}} } }
                training: { epochs: 1 }
                """);
            var run = Tool.Run("verify", yaml, "--json", "--output", folder.File(place), "--cache", folder.File(cache));
            Assert.True(run.ExitCode == 0, run.Error);
            return JsonDocument.Parse(run.Output).RootElement;
        }

        byte[] Model(string place) => File.ReadAllBytes(folder.File(place, "model.tflite"));
    }

    [Fact]
    public void A_renamed_model_leaves_none_of_its_old_sources()
    {
        var yaml = Path.Combine(folder.Path, "micronas.yaml");
        foreach (var name in (string[])["before", "after"])
        {
            File.WriteAllText(yaml, $$"""
                model: {{name}}
                target: { mcu: stm32f446re }
                search: { epochs: 1, recipe: { candidates: 2, generations: 0 }, space: { fusionRepeats: 0 } }
                training: { epochs: 1 }
                """);
            var run = Tool.Run(
                "verify", yaml,
                "--output", Path.Combine(folder.Path, "out"), "--cache", Path.Combine(folder.Path, "cache"));
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.Matches(@"int8 (costs \d+\.\d\d points|is \d+\.\d\d points better) \(\d+ windows? lost, \d+ won\)", run.Output);
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "out"), "before_*"));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder.Path, "out"), "after_*"));
    }

    /// <summary>Several models of one folder must not write over each other.</summary>
    [Theory]
    [InlineData("micronas.yaml", "obj/micronas")]
    [InlineData("gestures.yaml", "obj/micronas/gestures")]
    public void Generated_files_have_a_folder_for_each_yaml(string yaml, string expected) =>
        Assert.Equal(folder.File(expected.Split('/')), DefaultFolders.Output(new FileInfo(folder.File(yaml))));

    [Fact]
    public void A_wrong_command_line_and_a_failure_have_their_exit_codes_and_json()
    {
        Assert.Equal((int)ExitCode.Usage, Tool.Run("bogus").ExitCode);
        Assert.Equal((int)ExitCode.Usage, Tool.Run("run", "model.tflite").ExitCode);
        Assert.All((string[][])[["search", "--lokced"], ["search", "--output", "--lokced"], ["lut", "show", "--lokced"], ["bench", "--lokced"]], arguments =>
        {
            var mistyped = Tool.Run(arguments);
            Assert.Equal((int)ExitCode.Usage, mistyped.ExitCode);
            Assert.Single(mistyped.Error.Split('\n'), line => line.StartsWith("'--lokced' is no option of this command", StringComparison.Ordinal));
        });
        var file = folder.File("file");
        File.WriteAllText(file, "");
        foreach (var option in new[] { "--output", "--cache" })
        {
            var misplaced = Tool.Run("build", "micronas.yaml", option, Path.Combine(file, "below"));
            Assert.Equal((int)ExitCode.Failed, misplaced.ExitCode);
            Assert.Contains($"error MNAS7054: {option} is '{file}/below', but '{file}' is an existing file; expected a folder", misplaced.Error, StringComparison.Ordinal);
            Assert.Equal((int)ExitCode.Usage, Tool.Run("build", "micronas.yaml", option).ExitCode);
        }

        var failed = Tool.Run("verify", Path.Combine(folder.Path, "none.yaml"), "--json");
        Assert.Equal((int)ExitCode.Failed, failed.ExitCode);
        Assert.StartsWith(
            "MNAS1",
            JsonDocument.Parse(failed.Output).RootElement.GetProperty("diagnostics")[0].GetProperty("code").GetString(),
            StringComparison.Ordinal);
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

    /// <summary>What the pipeline tells until its data stage is done.</summary>
    private RecordingObserver LookAtData(string yaml)
    {
        var observer = new RecordingObserver();
        PipelineFactory.Create(folder.File("cache"), observer)
            .Run(new PipelineRequest(yaml, folder.File("out"), LockMode.Ignore), StageName.Dataset, CancellationToken.None);
        return observer;
    }
}
