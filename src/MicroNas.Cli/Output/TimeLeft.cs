using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;

namespace MicroNas.Cli.Output;

/// <summary>
/// How long the epochs or trials that a stage is at will still take, by the pace of those that this run has seen from the
/// second one on: before the first, data is read or candidates are decoded, or an interrupted run has done the work.
/// </summary>
internal sealed class TimeLeft
{
    private (StageName Stage, bool Trials)? phase;
    private double firstShare;
    private double lastShare;
    private TimeSpan firstElapsed;

    /// <summary>Null while there is no pace yet.</summary>
    /// <param name="elapsed">Since the stage's work began, interrupted runs included.</param>
    public TimeSpan? After(StageName stage, LearningProgress progress, TimeSpan elapsed)
    {
        var now = (stage, progress.Candidate is not null);
        if (phase != now || progress.ShareDone < lastShare)
        {
            (phase, firstShare, firstElapsed) = (now, progress.ShareDone, elapsed);
        }

        lastShare = progress.ShareDone;
        var seen = progress.ShareDone - firstShare;
        return seen == 0 ? null : (elapsed - firstElapsed) / seen * (1 - progress.ShareDone);
    }
}
