using MicroNas.Core.Learning;

namespace MicroNas.Cli.Output;

/// <summary>
/// Which epochs and trials get a line where lines stay: all that take a while, and some hundred of those that are done in a
/// moment. Few windows are passed over a thousand times. The epochs of a trial are told of where it takes a while.
/// </summary>
internal sealed class ProgressThinning
{
    private const int MostLines = 100;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    private TimeSpan? last;
    private TimeSpan? lastFinished;

    /// <param name="elapsed">Since the stage's work began.</param>
    public bool Shows(LearningProgress progress, TimeSpan elapsed)
    {
        // The first of a run that goes on shows where it does. A line of a trial that goes on must not cost the line of its end.
        var isFinished = progress.TrialEpochsDone is null;
        var every = (progress.Epochs + MostLines - 1) / MostLines;
        var isCounted = progress.Epoch == 1 || progress.Epoch == progress.Epochs || progress.Epoch % every == 0;
        var shows = (isFinished && isCounted) || (isFinished ? lastFinished : last) is not { } before || elapsed - before >= LongestSilence;
        if (shows)
        {
            last = elapsed;
            lastFinished = isFinished ? elapsed : lastFinished;
        }

        return shows;
    }
}
