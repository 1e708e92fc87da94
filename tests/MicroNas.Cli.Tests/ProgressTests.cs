using MicroNas.Cli.Output;
using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;
using Spectre.Console;

namespace MicroNas.Cli.Tests;

public sealed class ProgressTests
{
    private static readonly Budget Limits = new(new Milliseconds(25), new ByteSize(32_000), new ByteSize(64_000));
    private static readonly LearningProgress Epoch = new(3, 15, 0.5123, 0.914, 21.14, 8_312, 1.94) { ExpectedFlashBytes = 9_870 };

    [Fact]
    public void Plain_lines_state_the_costs_against_the_limits()
    {
        Assert.Equal(
            "search: epoch 3/15  loss 0.512  accuracy 91.4 %  expected latency 21.1 ms of 25 ms  memory 8.3 kB of 32 kB  flash 9.9 kB of 64 kB  temperature 1.94  48 s left",
            ProgressText.Line(StageName.Search, Epoch, Limits, TimeSpan.FromSeconds(48)));
        Assert.EndsWith(
            "temperature 1.94  0 s left, then trials",
            ProgressText.Line(StageName.Search, Epoch with { TrialsFollow = true }, Limits, TimeSpan.Zero),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "search: trial 3/15 (epoch 7/40)  loss 0.512  training accuracy 91.4 %",
            ProgressText.Line(StageName.Search, Epoch with { Candidate = "SF(identity)", TrialEpochs = 40, TrialEpochsDone = 7, NoneHeldBack = true }, Limits, left: null),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "search: trial 3/15 (12 epochs, fold 2/3)  loss",
            ProgressText.Line(StageName.Search, Epoch with { Candidate = "SF(identity)", TrialEpochs = 12, Fold = (2, 3) }, Limits, left: null),
            StringComparison.Ordinal);
        Assert.Equal(
            "search: trial 2/15  loss diverged  latency 21.1 ms of 25 ms  network SF(identity)",
            ProgressText.Line(StageName.Search, new LearningProgress(2, 15, Loss: null, 0, 21.14, Candidate: "SF(identity)"), Limits, left: null));
        Assert.Contains(
            "expected latency 0.87 ms of 0.87 ms",
            ProgressText.Line(StageName.Search, Epoch with { ExpectedLatencyMilliseconds = 0.8651 }, new Budget(new Milliseconds(0.87), null, null), left: null),
            StringComparison.Ordinal);
        Assert.Equal(
            "train: epoch 3/15  loss 0.512  training accuracy 91.4 %  accuracy 88.2 %",
            ProgressText.Line(
                StageName.Train, new LearningProgress(3, 15, 0.5123, 0.914) { NoneHeldBack = true, ValidationAccuracy = 0.882 }, Limits, left: null));
    }

    [Fact]
    public void The_time_left_is_that_of_the_running_phase_at_the_pace_of_this_run()
    {
        var left = new TimeLeft();
        TimeSpan? After(int epoch, int epochs, double seconds, string? candidate = null) => left.After(
            StageName.Search, new LearningProgress(epoch, epochs, 0, 0, Candidate: candidate), TimeSpan.FromSeconds(seconds));

        Assert.Null(After(1, 3, 10));
        Assert.Equal(TimeSpan.FromSeconds(10), After(2, 3, 20));
        After(3, 3, 30);

        // Candidates are decoded before the first one is tried.
        Assert.Null(After(1, 5, 62, "a"));

        // The last two candidates take as long as the first three.
        Assert.Equal(TimeSpan.FromSeconds(10), left.After(
            StageName.Search, new LearningProgress(3, 5, 0, 0, Candidate: "c") { ShareDone = 0.5 }, TimeSpan.FromSeconds(68)));

        // A run that goes on from epoch 7 knows no pace before its second epoch.
        left = new TimeLeft();
        Assert.Null(After(8, 10, 100));
        Assert.Equal(TimeSpan.FromSeconds(6), After(9, 10, 106));

        // It diverges and begins again at half the rate.
        Assert.Null(After(1, 10, 112));
        Assert.Equal(TimeSpan.FromSeconds(48), After(2, 10, 118));
    }

    [Theory]
    [InlineData(8, 0.01, 8)]
    [InlineData(100, 0.01, 100)]
    [InlineData(1000, 0.01, 101)]
    [InlineData(500, 6.0, 500)]
    public void A_log_has_a_line_for_every_epoch_that_takes_a_while_and_some_hundred_of_short_ones(int epochs, double seconds, int lines)
    {
        var thinning = new ProgressThinning();

        // The stage before left off at a later time of its own.
        thinning.Shows(new LearningProgress(8, 8, 0, 0), TimeSpan.FromHours(1));
        var shown = Enumerable.Range(1, epochs).Where(epoch =>
            thinning.Shows(new LearningProgress(epoch, epochs, 0, 0), TimeSpan.FromSeconds(epoch * seconds))).ToList();

        Assert.Equal(lines, shown.Count);
        Assert.Equal((1, epochs), (shown[0], shown[^1]));
    }

    [Fact]
    public void The_epochs_of_a_trial_have_lines_where_it_takes_a_while()
    {
        var thinning = new ProgressThinning();
        bool Shows(int? done, double seconds) => thinning.Shows(
            new LearningProgress(2, 15, 0, 0, Candidate: "a") { TrialEpochs = 40, TrialEpochsDone = done }, TimeSpan.FromSeconds(seconds));

        Assert.True(Shows(done: null, seconds: 10));
        Assert.Equal([false, false, true, false], [Shows(1, 12), Shows(2, 14), Shows(3, 16), Shows(4, 18)]);
        Assert.True(Shows(done: null, seconds: 19));
    }

    /// <summary>The accuracy on what is held back stands nowhere else.</summary>
    [Fact]
    public void Long_trials_have_a_line_at_their_end_however_many_there_are()
    {
        var thinning = new ProgressThinning();
        var shown = Enumerable.Range(1, 300).Count(trial =>
        {
            var progress = new LearningProgress(trial, 300, 0, 0, Candidate: "a") { TrialEpochs = 2 };
            thinning.Shows(progress with { TrialEpochsDone = 1 }, TimeSpan.FromSeconds((8 * trial) - 2));
            return thinning.Shows(progress, TimeSpan.FromSeconds(8 * trial));
        });

        Assert.Equal(300, shown);
    }

    [Fact]
    public void The_bar_is_the_share_of_the_work_that_is_done()
    {
        var last = Epoch with { Epoch = 15, Candidate = "SF(identity)", TrialEpochs = 40, TrialEpochsDone = 20, ShareDone = 0.5 };

        var line = Draw(last, limits: null, left: null, width: 120)[0];

        Assert.Equal(line.Count(character => character == '━'), line.Count(character => character == '─'));
        Assert.Contains("trial 15/15, epoch 20/40", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_goes_on_shows_where_it_does()
    {
        var thinning = new ProgressThinning();

        Assert.True(thinning.Shows(new LearningProgress(53, 1000, 0, 0), TimeSpan.FromSeconds(2)));
        Assert.False(thinning.Shows(new LearningProgress(54, 1000, 0, 0), TimeSpan.FromSeconds(2)));
    }

    /// <summary>A line more or less than before, and the terminal would keep remains of the last drawing.</summary>
    [Theory]
    [InlineData(60, "")]
    [InlineData(80, ", fold 2/3")]
    [InlineData(200, ", fold 2/3")]
    public void The_live_view_has_a_line_for_each_figure_however_narrow_the_terminal(int width, string fold)
    {
        var progress = Epoch with { Candidate = string.Join(' ', Enumerable.Repeat("SF(f16>f24,k{3,5,7},skip)", 6)), TrialEpochs = 12, Fold = (2, 3), Temperature = null };

        var lines = Draw(progress, Limits, TimeSpan.FromSeconds(48), width);

        Assert.Equal(1 + ProgressText.Figures(progress, Limits).Count(), lines.Length);
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= width, line));
        Assert.Contains($"trial 3/15, 48 s left, 12 epochs{fold}", lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("SF(identity)")]
    public void The_live_view_measures_every_cost_by_its_limit(string? candidate)
    {
        var lines = Draw(Epoch with { Candidate = candidate }, Limits, left: null, width: 120);

        Assert.All(["latency", "memory", "flash"], cost => Assert.Contains(lines, line => line.Contains(cost, StringComparison.Ordinal) && line.Contains('━')));
    }

    [Fact]
    public void Without_a_terminal_or_in_continuous_integration_there_are_plain_lines()
    {
        using var writer = new StringWriter();
        IAnsiConsole Console(bool ansi) => AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = ansi ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        Type Chosen(bool ansi, bool continuousIntegration) =>
            LiveObserver.Run(new TextObserver(Console(ansi)), continuousIntegration, TimeProvider.System, observer => observer.GetType());

        Assert.Equal(typeof(LiveObserver), Chosen(ansi: true, continuousIntegration: false));
        Assert.Equal(typeof(TextObserver), Chosen(ansi: true, continuousIntegration: true));
        Assert.Equal(typeof(TextObserver), Chosen(ansi: false, continuousIntegration: false));
    }

    /// <summary>It is written over the view, and what wraps leaves the rest of a row.</summary>
    [Fact]
    public void A_line_above_the_live_view_erases_the_view_first()
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(writer),
        });
        var note = new string('n', 200);

        LiveObserver.Run(new TextObserver(console), continuousIntegration: false, TimeProvider.System, observer =>
        {
            observer.Progress(StageName.Search, Epoch, TimeSpan.FromSeconds(1));
            observer.Note(note);
            return 0;
        });

        Assert.Contains($"A\u001b[0J{note}", writer.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The lines of the live view.</summary>
    private static string[] Draw(LearningProgress progress, Budget? limits, TimeSpan? left, int width)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = width;
        console.Write(new ProgressView(StageName.Search, progress, limits, left, 0).Draw(new StillTime(), width));
        return writer.ToString().TrimEnd('\n').Split('\n');
    }

    private sealed class StillTime : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
