using MicroNas.Boards.Characterization;
using MicroNas.Core.Architectures;
using MicroNas.Core.Latency;

namespace MicroNas.Boards.Tests.Characterization;

public sealed class MeasurementJournalTests : IDisposable
{
    private const string Owner = "# board one";

    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("micronas.lut.part");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_measured_is_not_measured_again()
    {
        using (var journal = new MeasurementJournal(Path, Owner))
        {
            Assert.Equal(101, journal.Measure(Shape(1), _ => 101));
        }

        using var again = new MeasurementJournal(Path, Owner);
        Assert.Equal(101, again.Measure(Shape(1), _ => throw new InvalidOperationException("asked again")));
        Assert.Equal(102, again.Measure(Shape(2), _ => 102));
    }

    [Fact]
    public void A_line_that_was_cut_anywhere_counts_as_not_written_and_spoils_no_other()
    {
        using (var journal = new MeasurementJournal(Path, Owner))
        {
            journal.Measure(Shape(1), _ => 101);
            journal.Measure(Shape(2), _ => 102);
        }

        var whole = File.ReadAllText(Path);
        var second = whole.TrimEnd('\n').LastIndexOf('\n') + 1;
        for (var length = second; length < whole.Length; length++)
        {
            File.WriteAllText(Path, whole[..length]);
            using (var journal = new MeasurementJournal(Path, Owner))
            {
                Assert.Equal(1, journal.Count);
                Assert.Equal(101, journal.Measure(Shape(1), _ => 0));
                Assert.Equal(102, journal.Measure(Shape(2), _ => 102));
            }

            Assert.Equal(whole, File.ReadAllText(Path));
        }
    }

    [Fact]
    public void Another_board_begins_anew_and_the_first_ones_measurements_come_back()
    {
        using (var journal = new MeasurementJournal(Path, Owner))
        {
            journal.Measure(Shape(1), _ => 101);
        }

        using (var other = new MeasurementJournal(Path, "# board two"))
        {
            Assert.Equal(0, other.Count);
            Assert.True(File.Exists(other.SetAside));
            other.Measure(Shape(2), _ => 202);
        }

        using (var third = new MeasurementJournal(Path, "# board three"))
        {
            third.Measure(Shape(3), _ => 303);
        }

        using var first = new MeasurementJournal(Path, Owner);
        Assert.Equal(101, first.Measure(Shape(1), _ => throw new InvalidOperationException("asked again")));
    }

    [Fact]
    public void A_figure_that_was_changed_is_measured_again()
    {
        using (var journal = new MeasurementJournal(Path, Owner))
        {
            journal.Measure(Shape(1), _ => 101);
        }

        File.WriteAllText(Path, File.ReadAllText(Path).Replace("= 101", "= 7", StringComparison.Ordinal));
        using var again = new MeasurementJournal(Path, Owner);
        Assert.Equal(101, again.Measure(Shape(1), _ => 101));
        Assert.Equal(1, again.Count);
    }

    private static OperatorShape Shape(int channels)
    {
        var shape = new TensorShape(4, 3, channels);
        return new OperatorShape(OperatorKind.Add, shape, shape);
    }
}
