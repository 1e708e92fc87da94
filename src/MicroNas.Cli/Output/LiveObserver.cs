using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Targets;
using Spectre.Console;

namespace MicroNas.Cli.Output;

/// <summary>
/// In a terminal: the running epoch or trial stands at the bottom and is drawn anew, whatever stays true scrolls above it.
/// </summary>
internal sealed class LiveObserver : IPipelineObserver
{
    private static readonly TimeSpan RedrawInterval = TimeSpan.FromSeconds(1);

    private readonly TextObserver lines;
    private readonly LiveDisplayContext display;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly TimeLeft timeLeft = new();
    private Budget? limits;
    private ProgressView? view;

    private LiveObserver(TextObserver lines, LiveDisplayContext display, TimeProvider time)
    {
        (this.lines, this.display, this.time) = (lines, display, time);
    }

    /// <summary>Runs <paramref name="action"/> with a live view where the console is a terminal, and with plain lines elsewhere.</summary>
    /// <param name="continuousIntegration">Its logs keep every redrawing as text, whatever the terminal says of itself.</param>
    public static T Run<T>(
        IPipelineObserver observer, bool continuousIntegration, TimeProvider time, Func<IPipelineObserver, T> action)
    {
        if (observer is not TextObserver text || continuousIntegration
            || !text.Console.Profile.Capabilities.Ansi || !text.Console.Profile.Capabilities.Interactive)
        {
            return action(observer);
        }

        return text.Console.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop).Start(display =>
        {
            var live = new LiveObserver(new TextObserver(text.Console, isAboveView: true), display, time);
            using var clock = time.CreateTimer(_ => live.Redraw(), null, RedrawInterval, RedrawInterval);
            try
            {
                return action(live);
            }
            finally
            {
                // A last call of the clock may be under way; without a view it draws nothing.
                live.Write(() => live.view = null);
            }
        });
    }

    public void StageStarted(StageName stage, string reason) => Write(() => lines.StageStarted(stage, reason));

    public void StageFinished(StageName stage, bool fromCache, string summary, TimeSpan elapsed) => Write(() =>
    {
        view = null;
        display.UpdateTarget(new Text(""));
        lines.StageFinished(stage, fromCache, summary, elapsed);
    });

    public void LimitsKnown(Budget limits) => Write(() => this.limits = limits);

    public void Progress(StageName stage, LearningProgress progress, TimeSpan elapsed) => Write(() =>
    {
        view = new ProgressView(stage, progress, limits, timeLeft.After(stage, progress, elapsed), time.GetTimestamp());
        Draw();
    });

    public void Note(string text) => Write(() => lines.Note(text));

    public void Report(Diagnostic diagnostic) => Write(() => lines.Report(diagnostic));

    private void Redraw() => Write(Draw);

    private void Draw()
    {
        if (view is not null)
        {
            display.UpdateTarget(view.Draw(time, lines.Console.Profile.Width));
        }
    }

    /// <summary>The work and the clock come on threads of their own.</summary>
    private void Write(Action action)
    {
        lock (gate)
        {
            action();
        }
    }
}
