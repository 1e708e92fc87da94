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

    /// <param name="elapsed">Since the stage's work began.</param>
    public bool Shows(LearningProgress progress, TimeSpan elapsed)
    {
        var every = (progress.Epochs + MostLines - 1) / MostLines;
        var isOver = progress.TrialEpochsDone is null;
        var shows = (isOver && (progress.Epoch == 1 || progress.Epoch == progress.Epochs || progress.Epoch % every == 0))

            // The first of a run that goes on shows where it does.
            || last is not { } before || elapsed - before >= LongestSilence;
        last = shows ? elapsed : last;
        return shows;
    }
}
