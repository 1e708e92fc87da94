using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline;

namespace MicroNas.Core.Tests.Pipeline;

public sealed class CheckpointFileTests : IDisposable
{
    private static readonly string Key = new StageInputs().Add("x", "1").Key;
    private static readonly byte[] State = [.. Enumerable.Range(0, 200).Select(value => (byte)value)];

    private readonly TemporaryFolder folder = new();
    private readonly RecordingObserver observer = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_last_state_is_read_back_and_gone_when_the_work_is_done()
    {
        var path = folder.File("stage", "work.checkpoint");
        var checkpoint = Open(path, Key);
        Assert.Null(checkpoint.TryRead());
        checkpoint.Write([1, 2, 3]);
        checkpoint.Write(State);

        Assert.Equal(State, Open(path, Key).TryRead());

        checkpoint.Remove();
        Assert.Null(Open(path, Key).TryRead());
        Assert.Empty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
        Assert.Empty(observer.Diagnostics);
    }

    /// <summary>Every single byte counts: mark, key, time, state and hash.</summary>
    [Fact]
    public void A_damaged_state_is_renamed_with_a_warning_and_never_read()
    {
        var path = folder.File("work.checkpoint");
        Open(path, Key).Write(State);
        var whole = File.ReadAllBytes(path);
        var random = new Random(3);
        byte[][] damaged =
        [
            .. Enumerable.Range(0, whole.Length).Select(index =>
            {
                var copy = (byte[])whole.Clone();
                copy[index] ^= (byte)(1 << random.Next(8));
                return copy;
            }),
            .. Enumerable.Range(0, whole.Length).Select(length => whole[..length]),
            [.. whole, 0],
        ];
        foreach (var content in damaged)
        {
            observer.Diagnostics.Clear();
            File.WriteAllBytes(path, content);

            Assert.Null(Open(path, Key).TryRead());

            var warning = Assert.Single(observer.Diagnostics);
            Assert.Equal((DiagnosticCodes.CheckpointSetAside, DiagnosticSeverity.Warning), (warning.Code, warning.Severity));
            Assert.False(File.Exists(path));
            Assert.Equal(content, File.ReadAllBytes(path + ".unusable"));
        }
    }

    /// <summary>A folder stands where it would be renamed to.</summary>
    [Fact]
    public void A_state_that_the_engine_cannot_use_is_not_read_again_where_it_cannot_be_renamed()
    {
        var path = folder.File("work.checkpoint");
        Directory.CreateDirectory(path + ".unusable");
        Open(path, Key).Write(State);
        var checkpoint = Open(path, Key);
        Assert.NotNull(checkpoint.TryRead());

        checkpoint.SetAside("was written by another version");

        Assert.Contains("cannot be renamed", Assert.Single(observer.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Null(checkpoint.TryRead());
        checkpoint.Write([1, 2]);
        Assert.Equal([1, 2], checkpoint.TryRead());
    }

    [Fact]
    public void A_state_of_other_inputs_is_set_aside()
    {
        var path = folder.File("work.checkpoint");
        Open(path, Key).Write(State);

        Assert.Null(Open(path, new StageInputs().Add("x", "2").Key).TryRead());

        Assert.Contains("belongs to other inputs", Assert.Single(observer.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_killed_while_it_writes_leaves_the_last_whole_state()
    {
        var path = folder.File("work.checkpoint");
        Open(path, Key).Write(State);
        File.WriteAllBytes(path + ".tmp", [1, 2]);

        var next = Open(path, Key);
        Assert.Equal(State, next.TryRead());

        next.Write([9]);
        Assert.Equal([9], Open(path, Key).TryRead()!);
        Assert.False(File.Exists(path + ".tmp"));
    }

    [Fact]
    public void A_state_that_cannot_be_written_is_one_warning_and_no_end()
    {
        File.WriteAllText(folder.File("occupied"), "");
        var checkpoint = Open(folder.File("occupied", "work.checkpoint"), Key);

        checkpoint.Write(State);
        checkpoint.Write(State);

        Assert.Equal(DiagnosticCodes.CheckpointNotWritten, Assert.Single(observer.Diagnostics).Code);
    }

    /// <summary>As without permission, but for every user: root may read any file.</summary>
    [Fact]
    public void A_state_that_cannot_be_read_is_set_aside_and_the_work_begins_anew()
    {
        var path = folder.File("work.checkpoint");
        Open(path, Key).Write(State);
        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Null(Open(path, Key).TryRead());
        }

        var warning = Assert.Single(observer.Diagnostics);
        Assert.Equal((DiagnosticCodes.CheckpointSetAside, DiagnosticSeverity.Warning), (warning.Code, warning.Severity));
        Assert.Contains("cannot be read", warning.Message, StringComparison.Ordinal);

        // Windows lets nobody rename an open file either.
        Assert.NotEqual(File.Exists(path), File.Exists(path + ".unusable"));
        Open(path, Key).Write([4]);
        Assert.Equal([4], Open(path, Key).TryRead()!);
    }

    [Fact]
    public void A_folder_in_the_place_of_the_state_is_two_warnings_and_no_end()
    {
        var path = folder.File("work.checkpoint");
        Directory.CreateDirectory(path);
        var checkpoint = Open(path, Key);

        Assert.Null(checkpoint.TryRead());
        checkpoint.Write(State);
        checkpoint.Write(State);
        checkpoint.Remove();

        Assert.Equal(
            [DiagnosticCodes.CheckpointSetAside, DiagnosticCodes.CheckpointNotWritten], observer.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Contains("cannot be renamed either", observer.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_of_interrupted_runs_counts()
    {
        var path = folder.File("work.checkpoint");
        var clock = new SettableTime();
        var first = new CheckpointFile(StageName.Search, path, Key, observer, clock);
        clock.Seconds = 40;
        first.Write(State);
        var second = new CheckpointFile(StageName.Search, path, Key, observer, clock);
        Assert.NotNull(second.TryRead());
        clock.Seconds = 42;

        Assert.Equal(TimeSpan.FromSeconds(42), second.Elapsed);
    }

    private CheckpointFile Open(string path, string key) => new(StageName.Search, path, key, observer, TimeProvider.System);

    private sealed class SettableTime : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
