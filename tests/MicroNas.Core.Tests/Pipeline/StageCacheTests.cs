using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline;

namespace MicroNas.Core.Tests.Pipeline;

public sealed class StageCacheTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_entry_is_read_back_as_it_was_stored()
    {
        var cache = new StageCache(folder.Path);
        var inputs = new StageInputs().Add("x", "1");
        cache.Store(StageName.Search, inputs, Entry("hello", "world"));

        var read = cache.TryRead(StageName.Search, inputs, out var damage);

        Assert.Null(damage);
        Assert.Equal("hello"u8.ToArray(), read!["a.txt"]);
        Assert.Equal("world"u8.ToArray(), read["b.txt"]);
        Assert.Null(cache.TryRead(StageName.Search, new StageInputs().Add("x", "2"), out _));
        Assert.Null(cache.TryRead(StageName.Train, inputs, out _));
    }

    /// <summary>Any byte of any file of the entry, and every truncation, is noticed: nothing wrong is ever returned.</summary>
    [Fact]
    public void A_damaged_entry_is_dropped_and_can_be_stored_again()
    {
        var cache = new StageCache(folder.Path);
        var inputs = new StageInputs().Add("x", "1");
        var random = new Random(7);
        for (var round = 0; round < 60; round++)
        {
            cache.Store(StageName.Train, inputs, Entry("hello", "world"));
            var files = new DirectoryInfo(folder.Path).GetFiles("*", SearchOption.AllDirectories).Where(file => file.Extension != ".lock").ToList();
            var victim = files[random.Next(files.Count)].FullName;
            var bytes = File.ReadAllBytes(victim);
            switch (round % 3)
            {
                case 0:
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                    File.WriteAllBytes(victim, bytes);
                    break;
                case 1:
                    File.WriteAllBytes(victim, bytes[..random.Next(bytes.Length)]);
                    break;
                default:
                    File.Delete(victim);
                    break;
            }

            Assert.Null(cache.TryRead(StageName.Train, inputs, out var damage));
            Assert.Contains("damaged", damage, StringComparison.Ordinal);
            cache.Drop(StageName.Train, inputs);
        }
    }

    /// <summary>Otherwise the work would be done again in every build, and its result thrown away each time.</summary>
    [SkippableFact]
    public void A_damaged_entry_that_cannot_be_removed_is_a_coded_error()
    {
        var cache = new StageCache(folder.Path);
        var inputs = new StageInputs().Add("x", "1");
        var entry = folder.File("train", inputs.Key);
        Directory.CreateDirectory(entry);
        using var disk = new SmallDisk(100_000, entry);
        Assert.Null(cache.TryRead(StageName.Train, inputs, out var damage));
        Assert.NotNull(damage);

        var stuck = Assert.Throws<MicroNasException>(() => cache.Drop(StageName.Train, inputs));

        Assert.Equal((DiagnosticCodes.CacheEntryStuck, entry), (Assert.Single(stuck.Diagnostics).Code, stuck.Diagnostics[0].Location!.Value.File));
    }

    [Fact]
    public async Task Many_builds_at_once_do_the_work_once()
    {
        var inputs = new StageInputs().Add("x", "1");
        var made = 0;
        var tasks = Enumerable.Range(0, 20).Select(_ => Task.Run(() =>
        {
            var cache = new StageCache(folder.Path);
            if (cache.TryRead(StageName.Search, inputs, out var _) is not null)
            {
                return;
            }

            using (cache.Acquire(StageName.Search, inputs, "a.yaml", _ => { }, CancellationToken.None))
            {
                if (cache.TryRead(StageName.Search, inputs, out var _) is null)
                {
                    Interlocked.Increment(ref made);
                    cache.Store(StageName.Search, inputs, Entry("hello", "world"));
                }
            }
        }));
        await Task.WhenAll(tasks);

        Assert.Equal(1, made);
    }

    [Fact]
    public async Task A_build_that_waits_hears_once_for_whom_and_goes_on_after_it()
    {
        var inputs = new StageInputs().Add("x", "1");
        var cache = new StageCache(folder.Path);
        var heard = new List<string?>();
        Task second;
        using (cache.Acquire(StageName.Search, inputs, "first.yaml", _ => { }, CancellationToken.None))
        {
            var waits = new TaskCompletionSource();
            second = Task.Run(() => cache.Acquire(StageName.Search, inputs, "second.yaml", Heard, CancellationToken.None).Dispose());
            await waits.Task;
            Assert.False(second.IsCompleted);

            void Heard(string? holder)
            {
                heard.Add(holder);
                waits.SetResult();
            }
        }

        await second;
        Assert.Equal("first.yaml", Assert.Single(heard));
        Assert.Empty(Directory.GetFiles(folder.Path, "*.holder", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_build_that_was_killed_while_storing_leaves_no_entry()
    {
        var cache = new StageCache(folder.Path);
        var inputs = new StageInputs().Add("x", "1");
        cache.Store(StageName.Search, inputs, Entry("hello", "world"));
        var entry = Directory.GetDirectories(folder.File("search")).Single();

        // What a kill between the first file and the rename leaves behind.
        Directory.Move(entry, entry + ".0123.tmp");

        Assert.Null(cache.TryRead(StageName.Search, inputs, out var damage));
        Assert.Null(damage);
    }

    private static CacheEntry Entry(string first, string second) => new(new Dictionary<string, byte[]>
    {
        ["a.txt"] = System.Text.Encoding.UTF8.GetBytes(first),
        ["b.txt"] = System.Text.Encoding.UTF8.GetBytes(second),
    });
}
