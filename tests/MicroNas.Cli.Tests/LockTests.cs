using System.Text.Json.Nodes;
using MicroNas.Cli.Tests.Support;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Pipeline.Locks;

namespace MicroNas.Cli.Tests;

/// <summary>What a clone of a repository with a lock file does, in mode locked and on a desk.</summary>
public sealed class LockTests(LockedModel model) : IClassFixture<LockedModel>, IDisposable
{
    private readonly TemporaryFolder folder = new("micronas clone ");
    private readonly RecordingObserver observer = new();

    private string Output => folder.File("out");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_fresh_clone_has_every_file_without_a_search_and_without_a_native_library()
    {
        var info = Tool.StartInfo("build", model.Clone(folder), "--locked", "--json", "--output", Output, "--cache", folder.File("cache"));
        info.Environment["LD_DEBUG"] = "files";
        info.Environment["LD_DEBUG_OUTPUT"] = folder.File("loaded");

        var run = Tool.Run(info);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.DoesNotContain("epoch", run.Error, StringComparison.Ordinal);
        Assert.Equal(Outputs(model.Output), Outputs(Output));
        Assert.DoesNotContain("fusionStrides", File.ReadAllText(folder.File("micronas.lock.json")), StringComparison.Ordinal);
        Assert.Equal(WithoutTimes(File.ReadAllText(Path.Combine(model.Output, "report.json"))), WithoutTimes(run.Output));
        if (OperatingSystem.IsLinux())
        {
            Assert.Contains("torch", model.LoadedLibraries, StringComparison.OrdinalIgnoreCase);
            var loaded = string.Concat(Directory.GetFiles(folder.Path, "loaded.*").Select(File.ReadAllText));
            Assert.Contains("libcoreclr", loaded, StringComparison.Ordinal);
            Assert.DoesNotContain("torch", loaded, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Comments, order, the names of files and the ends of lines are not inputs.</summary>
    [Fact]
    public void What_changes_nothing_keeps_the_lock_and_a_desk_writes_nothing()
    {
        var yaml = model.Clone(folder);
        var text = File.ReadAllText(yaml).Replace("data.csv", "renamed.csv", StringComparison.Ordinal);
        File.WriteAllText(yaml, "# comment\r\n" + string.Join("\r\n", text.Split('\n').Order(StringComparer.Ordinal)));
        File.WriteAllText(folder.File("renamed.csv"), File.ReadAllText(folder.File("data.csv")).ReplaceLineEndings("\r\n"));
        File.Delete(folder.File("data.csv"));
        var before = Committed();

        Assert.False(Run(LockMode.Locked, "one").Report is null);
        Assert.False(Run(LockMode.Update, "two").Report is null);

        Assert.Equal([StageName.Emit, StageName.Emit], observer.Started.Select(started => started.Stage));
        Assert.Empty(observer.Diagnostics);
        Assert.Equal(before, Committed());
        Assert.Contains(folder.File("micronas.lock.json"), File.ReadAllLines(Path.Combine(Output, "inputs.txt")));
        Assert.Contains(folder.File("micronas.model", "model.tflite"), File.ReadAllLines(Path.Combine(Output, "inputs.txt")));
    }

    [Fact]
    public void Every_changed_input_is_an_error_at_its_place_with_old_and_new_value_and_the_mend()
    {
        var yaml = model.Clone(folder);
        File.WriteAllText(yaml, File.ReadAllText(yaml)
            .Replace("window: 32", "window: 16", StringComparison.Ordinal)
            .Replace("10 ms", "8 ms", StringComparison.Ordinal)
            .Replace("stm32l552ze", "stm32f446re", StringComparison.Ordinal)
            .Replace("epochs: 40", "epochs: 41", StringComparison.Ordinal));
        var lockFile = folder.File("micronas.lock.json");
        File.WriteAllText(lockFile, File.ReadAllText(lockFile).Replace("\"engine\": \"0", "\"engine\": \"99", StringComparison.Ordinal));

        var errors = Refused();

        Assert.All(errors, error => Assert.Equal(DiagnosticCodes.LockFileStale, error.Code));
        Assert.All(errors, error => Assert.Contains("Run 'dotnet micronas build micronas.yaml', or build with MicroNasMode=auto", error.Message, StringComparison.Ordinal));
        AssertTold(errors, 2, "'dataset.window' changed: 32 -> 16");
        AssertTold(errors, 3, "'target.mcu' changed: stm32l552ze -> stm32f446re");
        AssertTold(errors, 4, "'budget.latency' changed: 10 -> 8");
        AssertTold(errors, 6, "'training.epochs' changed: 40 -> 41");
        AssertTold(errors, 0, $"'engine' changed: 99.1.0 -> {PipelineFactory.EngineVersion}");
        Assert.Empty(observer.Started);
        Assert.False(File.Exists(Path.Combine(Output, "outputs.txt")));
    }

    [Fact]
    public void Changed_data_is_told_added_files_are_not_and_absent_data_is_a_warning()
    {
        var yaml = model.Clone(folder);
        var data = folder.File("data.csv");
        var text = File.ReadAllText(data);

        File.WriteAllText(data, text + "class2,2,0,0,9.8\n");
        Run(LockMode.Locked, "one");

        File.WriteAllText(data, text.Replace("class1,1,0.", "class1,1,1.", StringComparison.Ordinal));
        AssertTold(Refused(), 2, "'dataset.hash' changed");

        File.Delete(data);
        Run(LockMode.Locked, "two");
        Assert.Equal(DiagnosticCodes.LockedWithoutData, Assert.Single(observer.Diagnostics).Code);
        Assert.Equal(DiagnosticCodes.DataPathMissing, Assert.Single(Refused(LockMode.Update)).Code);
        Assert.True(File.Exists(yaml));
    }

    [Fact]
    public void A_missing_or_damaged_lock_or_model_is_a_coded_error_in_mode_locked()
    {
        model.Clone(folder);
        var lockFile = folder.File("micronas.lock.json");
        var text = File.ReadAllText(lockFile);

        File.WriteAllText(lockFile, "<<<<<<< HEAD\n" + text);
        Assert.Equal(DiagnosticCodes.LockFileUnreadable, Assert.Single(Refused()).Code);

        File.WriteAllText(lockFile, text.Replace("tiny_model.c\": \"", "tiny_model.c\": \"0", StringComparison.Ordinal));
        Assert.Contains("tiny_model.c", AssertCode(DiagnosticCodes.LockedOutputsDiffer), StringComparison.Ordinal);

        File.WriteAllText(lockFile, text);
        File.Move(folder.File("micronas.model", "accuracy.json"), folder.File("aside"));
        Assert.Contains("'accuracy.json' is not in 'micronas.model'", AssertCode(DiagnosticCodes.LockedModelUnusable), StringComparison.Ordinal);

        File.Delete(lockFile);
        Assert.Contains("no micronas.lock.json", AssertCode(DiagnosticCodes.LockFileMissing), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_model_is_refused_in_mode_locked_though_the_cache_has_it()
    {
        model.Clone(folder);
        Run(LockMode.Locked, "refused");
        var damaged = folder.File("micronas.model", "model.tflite");
        var content = File.ReadAllBytes(damaged);
        content[200] ^= 1;
        File.WriteAllBytes(damaged, content);

        Assert.Contains("'model.tflite' in 'micronas.model' has the hash", AssertCode(DiagnosticCodes.LockedModelUnusable), StringComparison.Ordinal);

        Run(LockMode.Update, "refused");
        Assert.NotEqual(content, File.ReadAllBytes(damaged));
        Run(LockMode.Locked, "refused");
    }

    /// <summary>Such as a merge by hand leaves behind; <c>diff</c> would show these figures.</summary>
    [Fact]
    public void Results_that_the_model_does_not_have_are_refused_at_their_line_and_a_desk_mends_them()
    {
        model.Clone(folder);
        var lockFile = folder.File("micronas.lock.json");
        var lines = File.ReadAllLines(lockFile);
        var right = File.ReadAllBytes(lockFile);
        Set("model", "\"other\"");
        Set("accuracy", "0.99");
        Set("latencyMilliseconds", "1.5");
        Set("flashBytes", "7");
        File.WriteAllLines(lockFile, lines);

        var errors = Refused();

        Assert.All(errors, error => Assert.Equal(DiagnosticCodes.LockedResultsDiffer, error.Code));
        Assert.All(errors, error => Assert.Contains("Run 'dotnet micronas build micronas.yaml'", error.Message, StringComparison.Ordinal));
        Assert.Equal(4, errors.Count);
        AssertTold(errors, LineOf("model"), "'model' is other, and it is tiny");
        AssertTold(errors, LineOf("accuracy"), "'accuracy' is 0.99, and it is 0.");
        AssertTold(errors, LineOf("latencyMilliseconds"), "'latencyMilliseconds' is 1.5, and it is ");
        AssertTold(errors, LineOf("flashBytes"), "'flashBytes' is 7, and it is ");

        Run(LockMode.Update, "desk");
        Assert.DoesNotContain(observer.Started, started => started.Stage is StageName.Search or StageName.Train or StageName.Verify);
        Assert.Equal(right, File.ReadAllBytes(lockFile));

        int LineOf(string key) => 1 + Array.FindIndex(lines, line => line.Contains($"\"{key}\":", StringComparison.Ordinal));

        void Set(string key, string value) => lines[LineOf(key) - 1] = $"  \"{key}\": {value},";
    }

    [Fact]
    public void What_is_measured_is_the_locked_model_or_nothing()
    {
        var yaml = model.Clone(folder);
        var text = File.ReadAllText(yaml);
        var before = Committed();
        File.WriteAllText(yaml, text.Replace("10 ms", "8 ms", StringComparison.Ordinal));

        var stale = Measure();
        Assert.Equal((int)ExitCode.Failed, stale.ExitCode);
        Assert.Contains("MNAS7203", stale.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("no earlier result is known", stale.Error, StringComparison.Ordinal);

        File.WriteAllText(yaml, text);
        File.Delete(folder.File("data.csv"));
        var measured = Measure();
        Assert.True(measured.ExitCode == 0, measured.Error);
        Assert.Contains("MNAS7206", measured.Error, StringComparison.Ordinal);
        Assert.Equal(before, Committed());

        ToolRun Measure() => Tool.Run("measure", yaml, "--emulator", "--locked", "--output", Output, "--cache", folder.File("cache"));
    }

    [Theory]
    [InlineData("build")]
    [InlineData("measure")]
    public void Options_that_exclude_each_other_are_refused(string verb) =>
        Assert.Equal((int)ExitCode.Usage, Tool.Run(verb, "none.yaml", "--locked", "--no-lock").ExitCode);

    private static void AssertTold(IReadOnlyList<Diagnostic> errors, int line, string text) =>
        Assert.Contains(errors, error => error.Location!.Value.Line == line && error.Message.Contains(text, StringComparison.Ordinal));

    private static SortedDictionary<string, string> Outputs(string folder) => new(
        File.ReadAllLines(Path.Combine(folder, "outputs.txt")).Where(path => !path.EndsWith(".json", StringComparison.Ordinal))
            .ToDictionary(path => Path.GetFileName(path), path => Convert.ToHexString(File.ReadAllBytes(path))),
        StringComparer.Ordinal);

    private static string WithoutTimes(string report)
    {
        var json = JsonNode.Parse(report)!.AsObject();
        json.Remove("searchSeconds");
        json.Remove("trainingSeconds");
        return json.ToJsonString();
    }

    private string AssertCode(string code)
    {
        var error = Assert.Single(Refused());
        Assert.Equal(code, error.Code);
        return error.Message;
    }

    private IReadOnlyList<Diagnostic> Refused(LockMode mode = LockMode.Locked) =>
        Assert.Throws<MicroNasException>(() => Run(mode, "refused")).Diagnostics;

    /// <summary>In this process, with a cache of its own.</summary>
    private PipelineResult Run(LockMode mode, string cache) => PipelineFactory.Create(folder.File(cache), observer)
        .Run(new PipelineRequest(folder.File("micronas.yaml"), Output, mode), StageName.Verify, CancellationToken.None);

    private List<string> Committed() => [.. Directory.GetFiles(folder.File("micronas.model")).Append(folder.File("micronas.lock.json"))
        .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O} {Convert.ToHexString(File.ReadAllBytes(path))}")];
}
