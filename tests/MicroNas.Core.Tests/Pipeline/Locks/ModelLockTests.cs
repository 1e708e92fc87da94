using System.Text;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Pipeline.Locks;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Tests.Pipeline.Locks;

/// <summary>Who answers a stage: the lock, the cache or the work itself.</summary>
public sealed class ModelLockTests : IDisposable
{
    private static readonly ModelReport Report = new(
        "motor", "1.0", new DatasetReport("h", 8, ["x"], ["a", "b"], 1, 1, 1, 0, false), new TargetReport("m", "r", 1), new LatencyTableReport("t", "p", 0),
        new BudgetReport(null, null, null), new CostReport(1, 2, 3, 4, 5), "TR(k3,f4)", [], new AccuracyReport(1, 1, 1, []), 0, 0, []);

    private readonly TemporaryFolder folder = new();
    private readonly RecordingObserver observer = new();

    public ModelLockTests()
    {
        folder.Write("motor.yaml", "model: motor\ntarget: { mcu: stm32l552ze }\nbudget: { latency: 25 ms }\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_clone_gets_the_locked_bytes_whatever_its_own_cache_holds()
    {
        Assert.Equal("mine", Train(LockMode.Update, "mine", "cache", "1"));
        var written = Snapshot();
        Assert.Equal("theirs", Train(LockMode.Ignore, "theirs", "their cache", "1"));

        Assert.Equal("mine", Train(LockMode.Update, "theirs", "their cache", "1"));
        Assert.Equal("mine", Train(LockMode.Update, "new", "no cache", "1"));
        Assert.Equal("mine", Train(LockMode.Locked, "new", "no cache", "1"));
        Assert.Equal("theirs", Train(LockMode.Ignore, "new", "their cache", "1"));
        Assert.Equal(written, Snapshot());
        Assert.Equal(2, observer.Started.Count);
    }

    [Fact]
    public void Another_input_makes_another_result_and_another_lock_and_locked_refuses_it()
    {
        Train(LockMode.Update, "first", "cache", "1");

        var stale = Assert.Throws<MicroNasException>(() => Train(LockMode.Locked, "second", "cache", "2"));
        Assert.Equal(DiagnosticCodes.LockFileStale, Assert.Single(stale.Diagnostics).Code);
        Assert.Contains("'training.seed' changed: 1 -> 2", stale.Message, StringComparison.Ordinal);

        Assert.Equal("second", Train(LockMode.Update, "second", "cache", "2", "another clone"));
        Assert.Equal((StageName.Train, "input 'training.seed' changed: 1 -> 2"), observer.Started[^1]);
        Assert.Equal("second", Train(LockMode.Locked, "third", "no cache", "2"));
        Assert.Equal("first", Train(LockMode.Update, "third", "cache", "1"));
        Assert.Contains(observer.Notes, note => note.Contains("changed: 2 -> 1; the result for these inputs is known already", StringComparison.Ordinal));
        Assert.Equal("first", Train(LockMode.Locked, "third", "no cache", "1"));
    }

    /// <summary>As in a folder that may not be written to, but for every user: root may write to any.</summary>
    [Fact]
    public void A_lock_that_could_not_be_written_is_an_error_before_the_work()
    {
        folder.Write("away/motor.yaml", File.ReadAllText(folder.File("motor.yaml")));
        var configuration = ConfigurationReader.Read(folder.File("away", "motor.yaml"), dataRequired: false);
        ModelLock.Open(LockMode.Update, configuration, observer).EnsureWritable();
        Assert.Equal([folder.File("away", "motor.yaml")], Directory.GetFileSystemEntries(folder.File("away")));

        Directory.Delete(folder.File("away"), recursive: true);
        var exception = Assert.Throws<MicroNasException>(() => ModelLock.Open(LockMode.Update, configuration, observer).EnsureWritable());
        Assert.Equal(DiagnosticCodes.UnwritableFolder, Assert.Single(exception.Diagnostics).Code);
        Assert.Contains("--no-lock", exception.Message, StringComparison.Ordinal);
        ModelLock.Open(LockMode.Ignore, configuration, observer).EnsureWritable();
    }

    [Fact]
    public void A_damaged_model_file_is_never_used()
    {
        Train(LockMode.Update, "right", "cache", "1");
        folder.Write("motor.model/model.tflite", "wrong");

        // What a fresh clone stumbles over is told with a warm cache too.
        foreach (var cache in new[] { "no cache", "cache" })
        {
            var refused = Assert.Throws<MicroNasException>(() => Train(LockMode.Locked, "right", cache, "1"));
            Assert.Equal(DiagnosticCodes.LockedModelUnusable, Assert.Single(refused.Diagnostics).Code);
            Assert.Contains("'model.tflite' in 'motor.model' has the hash", refused.Message, StringComparison.Ordinal);
        }

        // The cache knows the right bytes, and the folder is mended from it.
        Assert.Equal("right", Train(LockMode.Update, "other", "cache", "1"));
        Assert.Equal("right", File.ReadAllText(folder.File("motor.model", "model.tflite")));
        Assert.Equal("right", Train(LockMode.Locked, "other", "cache", "1"));
    }

    [Fact]
    public void Files_of_an_earlier_lock_go_and_strange_files_stay()
    {
        Train(LockMode.Update, "first", "cache", "1", name: "old.txt");
        folder.Write("motor.model/README.md", "mine");

        Train(LockMode.Update, "second", "cache", "2");

        Assert.Equal(
            [".gitattributes", "README.md", "model.tflite"],
            Directory.GetFiles(folder.File("motor.model")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>A folder in the way ends the run where a kill could: before the lock file is written, and after it.</summary>
    [Theory]
    [InlineData("motor.model/.model.tflite.next", "1", "first")]
    [InlineData("motor.model/model.tflite", "2", "second")]
    public void A_run_that_ends_while_it_writes_leaves_the_old_lock_or_the_new_one(string obstacle, string seed, string result)
    {
        Train(LockMode.Update, "first", "cache", "1");
        if (File.Exists(folder.File(obstacle)))
        {
            File.Delete(folder.File(obstacle));
        }

        folder.Write(obstacle + "/file", "");

        Assert.ThrowsAny<Exception>(() => Train(LockMode.Update, "second", "their cache", "2"));

        Assert.Equal(result, Train(LockMode.Locked, "third", "no cache", seed));
        Directory.Delete(folder.File(obstacle), recursive: true);
        Assert.Equal(result, Train(LockMode.Update, "third", "no cache", seed));
        Assert.Equal(result, File.ReadAllText(folder.File("motor.model", "model.tflite")));
        Assert.Equal(2, Directory.GetFiles(folder.File("motor.model")).Length);
    }

    [Fact]
    public void What_a_killed_run_left_for_the_lock_survives_a_run_that_fails_after_it()
    {
        Train(LockMode.Update, "first", "cache", "1");
        File.Move(folder.File("motor.model", "model.tflite"), folder.File("motor.model", ".model.tflite.next"));
        folder.Write("motor.model/.other.txt.next/file", "");

        Assert.ThrowsAny<Exception>(() => Train(LockMode.Update, "second", "their cache", "2", name: "other.txt"));

        Assert.Equal("first", Train(LockMode.Locked, "third", "no cache", "1"));
    }

    [Fact]
    public void A_lock_file_cannot_name_files_of_other_folders()
    {
        Train(LockMode.Update, "first", "cache", "1");
        folder.Write("secret.txt", "first");
        var path = folder.File("motor.lock.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("model.tflite", "../secret.txt", StringComparison.Ordinal));

        Assert.Throws<MicroNasException>(() => Train(LockMode.Locked, "first", "no cache", "1"));
        Train(LockMode.Update, "second", "cache", "2");
        Assert.True(File.Exists(folder.File("secret.txt")));
    }

    private string Train(LockMode mode, string result, string cache, string seed, string output = "out", string name = "model.tflite")
    {
        var configuration = ConfigurationReader.Read(folder.File("motor.yaml"));
        var modelLock = ModelLock.Open(mode, configuration, observer);
        var runner = new StageRunner(new StageCache(folder.File(cache)), observer, TimeProvider.System, new PipelineRequest(folder.File("micronas.yaml"), folder.File(output)), modelLock);
        var entry = runner.Run(
            StageName.Train,
            new StageInputs().Add("training.seed", seed).Add("code", "this build"),
            _ => new CacheEntry(new Dictionary<string, byte[]> { [name] = Encoding.UTF8.GetBytes(result) }),
            _ => "",
            CancellationToken.None);
        modelLock.ThrowIfStale();
        modelLock.Write("1.0", Report);
        return Encoding.UTF8.GetString(entry.Files.Values.Single());
    }

    private List<string> Snapshot() => [.. Directory.GetFiles(folder.Path, "motor.*", SearchOption.TopDirectoryOnly)
        .Concat(Directory.GetFiles(folder.File("motor.model")))
        .Order(StringComparer.Ordinal)
        .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O} {File.ReadAllText(path)}")];
}
