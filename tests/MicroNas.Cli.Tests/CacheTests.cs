using System.Diagnostics;
using System.Text.Json;
using MicroNas.Cli.Tests.Support;

namespace MicroNas.Cli.Tests;

/// <summary>The stage cache as processes share it and as the verb <c>cache</c> shows it.</summary>
public sealed class CacheTests(LockedModel model) : IClassFixture<LockedModel>, IDisposable
{
    private const int Builds = 20;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Every stage that needs no search is missing from the cache; each is made by one of the builds.</summary>
    [Fact]
    public void Twenty_builds_at_once_on_one_cache_do_the_work_once()
    {
        var yaml = model.Clone(folder);
        var cache = CopyCache();
        foreach (var stage in (string[])["dataset", "emit", "verify"])
        {
            Directory.Delete(Path.Combine(cache, stage), recursive: true);
        }

        var processes = Enumerable.Range(0, Builds)
            .Select(build => Process.Start(Tool.StartInfo("build", yaml, "--no-lock", "--output", folder.File($"out{build}"), "--cache", cache))!).ToList();
        var errors = processes.Select(process => process.StandardError.ReadToEndAsync()).ToList();
        foreach (var process in processes)
        {
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
        }

        Assert.All(processes, process => Assert.True(process.ExitCode == 0, errors[processes.IndexOf(process)].Result));
        foreach (var stage in (string[])["dataset", "emit", "verify"])
        {
            Assert.Single(errors, error => error.Result.Contains($"{stage}: no earlier result is known", StringComparison.Ordinal));
        }

        Assert.All(errors, error => Assert.DoesNotContain("epoch", error.Result, StringComparison.Ordinal));
        var expected = File.ReadAllBytes(Path.Combine(model.Output, "tiny_model.c"));
        Assert.All(Enumerable.Range(0, Builds), build => Assert.Equal(expected, File.ReadAllBytes(folder.File($"out{build}", "tiny_model.c"))));
        Assert.Empty(Directory.GetDirectories(cache, "*.tmp", SearchOption.AllDirectories));
        processes.ForEach(process => process.Dispose());
    }

    [Fact]
    public void Entries_are_listed_verified_and_pruned_and_a_damaged_one_is_made_again()
    {
        var cache = CopyCache();
        var entries = Json("list").GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(["dataset", "emit", "search", "train", "verify"], entries.Select(Stage).Order(StringComparer.Ordinal));
        folder.Write(Path.Combine("cache", "train", "0123.checkpoint"), new byte[123_400]);
        var listed = Tool.Run("cache", "list", "--cache", cache).Output;
        Assert.Contains("5 entries", listed, StringComparison.Ordinal);
        Assert.Contains("(123.4 kB for interrupted work", listed, StringComparison.Ordinal);
        File.Delete(folder.File("cache", "train", "0123.checkpoint"));

        File.AppendAllText(Directory.GetFiles(Path.Combine(cache, "emit"), "tiny_model.c", SearchOption.AllDirectories).Single(), "#error");
        var yaml = model.Clone(folder);
        var build = Tool.Run("build", yaml, "--no-lock", "--output", folder.File("out"), "--cache", cache, "--cache-limit", "1kB");
        Assert.True(build.ExitCode == 0, build.Error);
        Assert.Contains("emit: the cache entry was damaged ('tiny_model.c'", build.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Path.Combine(model.Output, "tiny_model.c")), File.ReadAllBytes(folder.File("out", "tiny_model.c")));

        // A limit that nothing keeps leaves what was stored last.
        Assert.Equal("verify", Stage(Assert.Single(Json("list").GetProperty("entries").EnumerateArray())));

        File.AppendAllText(Directory.GetFiles(Path.Combine(cache, "verify"), "accuracy.json", SearchOption.AllDirectories).Single(), "x");
        var verify = Tool.Run("cache", "verify", "--cache", cache);
        Assert.Equal(0, verify.ExitCode);
        Assert.Contains("warning MNAS7221: The verify entry", verify.Error, StringComparison.Ordinal);
        Assert.Empty(Json("verify").GetProperty("damaged").EnumerateArray());

        Assert.Equal(0, Json("prune", "--limit", "0").GetProperty("remainingBytes").GetInt64());

        JsonElement Json(params string[] arguments) => JsonDocument.Parse(Tool.Run(["cache", .. arguments, "--cache", cache, "--json"]).Output).RootElement;
    }

    [SkippableFact]
    public void A_full_disk_is_a_coded_error_and_nothing_is_half_written()
    {
        using var disk = new SmallDisk(300_000);
        var yaml = model.Clone(folder);

        var cacheFull = Tool.Run("build", yaml, "--no-lock", "--output", folder.File("out"), "--cache", Path.Combine(disk.Path, "cache"));
        Assert.Equal((int)ExitCode.Failed, cacheFull.ExitCode);
        Assert.Contains($"{disk.Path}/cache: error MNAS7220: The disk of the stage cache is full", cacheFull.Error, StringComparison.Ordinal);

        File.WriteAllBytes(Path.Combine(disk.Path, "filler"), new byte[230_000]);
        var outputFull = Tool.Run("build", yaml, "--locked", "--output", Path.Combine(disk.Path, "out"), "--cache", CopyCache());
        Assert.Equal((int)ExitCode.Failed, outputFull.ExitCode);
        Assert.Contains("error MNAS7220: A disk is full", outputFull.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(disk.Path, ".*", SearchOption.AllDirectories), path => path.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(Path.Combine(disk.Path, "out")).Where(path => !path.EndsWith(".json", StringComparison.Ordinal)), path =>
            Assert.Equal(File.ReadAllBytes(Path.Combine(model.Output, Path.GetFileName(path))), File.ReadAllBytes(path)));
    }

    private static string? Stage(JsonElement entry) => entry.GetProperty("stage").GetString();

    private string CopyCache()
    {
        foreach (var path in Directory.GetFiles(model.Cache, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".so", StringComparison.Ordinal)))
        {
            folder.Write(Path.Combine("cache", Path.GetRelativePath(model.Cache, path)), File.ReadAllBytes(path));
        }

        return folder.File("cache");
    }
}
