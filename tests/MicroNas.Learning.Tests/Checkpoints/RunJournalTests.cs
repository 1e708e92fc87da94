using MicroNas.Learning.Checkpoints;

namespace MicroNas.Learning.Tests.Checkpoints;

public sealed class RunJournalTests
{
    private readonly MemoryCheckpoints checkpoints = new();
    private readonly SettableTime time = new();

    /// <summary>Ten epochs a second for five minutes, and one that takes a minute.</summary>
    [Fact]
    public void Epochs_that_take_milliseconds_are_written_once_in_two_seconds_and_long_ones_twice_a_minute()
    {
        var journal = new RunJournal(checkpoints, time, CancellationToken.None);
        for (var epoch = 0; epoch < 3000; epoch++)
        {
            time.Milliseconds += 100;
            journal.StepDone();
            journal.EpochDone();
        }

        Assert.InRange(checkpoints.Writes, 145, 152);

        var before = checkpoints.Writes;
        for (var step = 0; step < 60; step++)
        {
            time.Milliseconds += 1000;
            journal.StepDone();
        }

        Assert.Equal(2, checkpoints.Writes - before);
    }

    [Fact]
    public void The_first_result_is_written_at_once_and_a_later_one_when_the_run_is_cancelled()
    {
        var journal = new RunJournal(checkpoints, time, CancellationToken.None);
        journal.Once("first", () => 1);
        Assert.True(Resumed().Has("first"));

        journal.Once("second", () => 2);
        Assert.False(Resumed().Has("second"));

        journal.Flush();
        Assert.True(Resumed().Has("second"));
        Assert.Equal(2, checkpoints.Writes);
        journal.Flush();
        Assert.Equal(2, checkpoints.Writes);
    }

    private RunJournal Resumed() => new(checkpoints, time, CancellationToken.None);

    private sealed class SettableTime : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;
    }
}
