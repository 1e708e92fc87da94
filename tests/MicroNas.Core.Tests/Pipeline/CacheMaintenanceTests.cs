using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Pipeline;

/// <summary>What goes when the cache is too large, and what stays.</summary>
public sealed class CacheMaintenanceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SettableTime clock = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_entries_that_were_not_used_for_longest_go_first()
    {
        var cache = Cache();
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            Store(cache, name, 1000);
        }

        clock.Forward(TimeSpan.FromMinutes(1));
        Assert.NotNull(cache.TryRead(StageName.Train, Inputs("a"), out _));
        var size = Maintenance().Entries()[0].Bytes;

        var pruning = Maintenance().Prune(new ByteSize(2 * size));

        Assert.Equal([Inputs("b").Key, Inputs("c").Key], pruning.Removed.Select(entry => entry.Key));
        Assert.Equal(2 * size, pruning.RemainingBytes);
        Assert.Equal([Inputs("d").Key, Inputs("a").Key], Maintenance().Entries().Select(entry => entry.Key));
        Assert.Empty(Maintenance().Prune(new ByteSize(2 * size)).Removed);
        Assert.Equal(2, Maintenance().Prune(default).Removed.Count);
        Assert.Empty(Directory.GetDirectories(folder.File("train")));
    }

    [Fact]
    public void A_cache_keeps_its_limit_by_itself_and_what_it_has_just_stored()
    {
        Store(Cache(), "a", 1000);
        var size = Maintenance().Entries()[0].Bytes;
        var cache = Cache(new ByteSize(3 * size));
        foreach (var name in Enumerable.Range(0, 20).Select(number => $"{number:00}"))
        {
            Store(cache, name, 1000);
            Assert.NotNull(cache.TryRead(StageName.Train, Inputs(name), out _));
            Assert.True(Maintenance().Entries().Sum(entry => entry.Bytes) <= 3 * size);
        }

        Store(cache, "large", 100_000);
        Assert.Equal(Inputs("large").Key, Assert.Single(Maintenance().Entries()).Key);
    }

    /// <summary>A search's state may be larger than all results together.</summary>
    [Fact]
    public void Interrupted_work_counts_and_stays()
    {
        var cache = Cache();
        Store(cache, "a", 1000);
        Store(cache, "b", 1000);
        var size = Maintenance().Entries()[0].Bytes;
        var checkpoint = cache.CheckpointPath(StageName.Train, Inputs("c"));
        File.WriteAllBytes(checkpoint, new byte[size]);

        var pruning = Maintenance().Prune(new ByteSize(2 * size));

        Assert.Equal(size, Maintenance().UnfinishedBytes());
        Assert.Equal(Inputs("a").Key, Assert.Single(pruning.Removed).Key);
        Assert.Equal((2 * size, size), (pruning.RemainingBytes, pruning.UnfinishedBytes));
        Assert.Equal(size, Maintenance().Prune(default).RemainingBytes);
        Assert.True(File.Exists(checkpoint));
    }

    [Fact]
    public void What_another_build_works_on_stays()
    {
        var cache = Cache();
        Store(cache, "a", 1000);
        using (cache.Acquire(StageName.Train, Inputs("a"), "a.yaml", _ => { }, CancellationToken.None))
        {
            Assert.Empty(Maintenance().Prune(default).Removed);
        }

        Assert.Single(Maintenance().Prune(default).Removed);
    }

    [Fact]
    public void Leftovers_go_when_nobody_can_come_back_to_them()
    {
        var cache = Cache();
        Store(cache, "a", 1000);
        var entry = Directory.GetDirectories(folder.File("train")).Single();
        Directory.CreateDirectory(entry + ".0123.tmp");
        File.WriteAllText(entry + ".checkpoint", "");
        File.WriteAllText(Path.Combine(folder.Path, "train", "stranger.txt"), "");
        Directory.CreateDirectory(folder.File("natives"));
        File.WriteAllText(folder.File("natives", "lib.so"), "");
        clock.Now = DateTimeOffset.UtcNow;
        Assert.Equal(0, Maintenance().Prune(new ByteSize(long.MaxValue)).Leftovers);

        clock.Forward(TimeSpan.FromDays(2));
        Assert.Equal(1, Maintenance().Prune(new ByteSize(long.MaxValue)).Leftovers);
        clock.Forward(TimeSpan.FromDays(30));
        Assert.Equal(1, Maintenance().Prune(new ByteSize(long.MaxValue)).Leftovers);

        Assert.NotNull(cache.TryRead(StageName.Train, Inputs("a"), out _));
        Assert.True(File.Exists(folder.File("train", "stranger.txt")));
        Assert.True(File.Exists(folder.File("natives", "lib.so")));
    }

    [Fact]
    public void Damaged_entries_are_found_and_go_and_sound_ones_stay()
    {
        var cache = Cache();
        Store(cache, "good", 100);
        Store(cache, "bad", 100);
        File.AppendAllText(Path.Combine(folder.Path, "train", Inputs("bad").Key, "file"), "x");
        Directory.CreateDirectory(Path.Combine(folder.Path, "train", "empty"));

        var damaged = Maintenance().RemoveDamaged();

        Assert.Equal(new[] { Inputs("bad").Key, "empty" }.Order(), damaged.Select(entry => entry.Key).Order());
        Assert.All(damaged, entry => Assert.Equal("train", entry.Stage));
        Assert.Equal(Inputs("good").Key, Assert.Single(Maintenance().Entries()).Key);
        Assert.Empty(Maintenance().RemoveDamaged());
    }

    [SkippableFact]
    public void A_full_disk_takes_the_space_of_old_entries_and_is_a_coded_error_at_last()
    {
        using var disk = new SmallDisk(400_000);
        var cache = new StageCache(disk.Path, time: clock);
        Store(cache, "old", 150_000);
        Store(cache, "newer", 150_000);

        Store(cache, "third", 150_000);
        Assert.Equal(
            new[] { Inputs("newer").Key, Inputs("third").Key }.Order(),
            new CacheMaintenance(disk.Path, clock).Entries().Select(entry => entry.Key).Order());

        // What cannot make enough room stays.
        var full = Assert.Throws<MicroNasException>(() => Store(cache, "huge", 1_000_000));
        Assert.Equal((DiagnosticCodes.DiskFull, disk.Path), (Assert.Single(full.Diagnostics).Code, full.Diagnostics[0].Location!.Value.File));
        Assert.DoesNotContain(Directory.GetDirectories(Path.Combine(disk.Path, "train")), path => path.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.Equal(DiagnosticCodes.DiskFull, Assert.Throws<MicroNasException>(cache.RequireSpace).Diagnostics[0].Code);
        Assert.Equal(2, new CacheMaintenance(disk.Path, clock).Entries().Count);
        Cache().RequireSpace();
    }

    private static StageInputs Inputs(string name) => new StageInputs().Add("name", name);

    private StageCache Cache(ByteSize? limit = null) => new(folder.Path, limit, clock);

    private CacheMaintenance Maintenance() => new(folder.Path, clock);

    private void Store(StageCache cache, string name, int bytes)
    {
        clock.Forward(TimeSpan.FromMinutes(1));
        cache.Store(StageName.Train, Inputs(name), new CacheEntry(new Dictionary<string, byte[]> { ["file"] = new byte[bytes] }));
    }

    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public void Forward(TimeSpan time) => Now += time;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
