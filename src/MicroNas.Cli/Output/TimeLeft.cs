using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;

namespace MicroNas.Cli.Output;

/// <summary>
/// How long the epochs or candidates that a stage is at will still take, by the pace of those that this run has seen: the
/// two differ in length, and an interrupted run's epochs have taken none of its time.
/// </summary>
internal sealed class TimeLeft
{
    private (StageName Stage, bool Candidates)? phase;
    private double firstShare;
    private double lastShare;
    private TimeSpan firstElapsed;
    private TimeSpan lastElapsed;

    /// <summary>Null while there is no pace yet.</summary>
    /// <param name="elapsed">Since the stage's work began, interrupted runs included.</param>
    public TimeSpan? After(StageName stage, LearningProgress progress, TimeSpan elapsed)
    {
        var now = (stage, progress.Candidate is not null);
        if (phase != now || progress.ShareDone < lastShare)
        {
            var begins = progress.Epoch == 1;
            var sameStage = phase?.Stage == stage;
            firstShare = begins || sameStage ? 0 : progress.ShareDone;
            firstElapsed = sameStage ? lastElapsed : begins ? TimeSpan.Zero : elapsed;
            phase = now;
        }

        (lastElapsed, lastShare) = (elapsed, progress.ShareDone);
        var seen = progress.ShareDone - firstShare;
        return seen == 0 ? null : (elapsed - firstElapsed) / seen * (1 - progress.ShareDone);
    }
}
