using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Targets;

namespace MicroNas.Cli.Output;

/// <summary>The lines of one run's epochs and trials where lines stay: in a log, and in the events of a build.</summary>
internal sealed class ProgressLines
{
    private readonly TimeLeft timeLeft = new();
    private readonly ProgressThinning thinning = new();

    /// <summary>What the expected costs are measured by; null: not known yet.</summary>
    public Budget? Limits { get; set; }

    /// <summary>Null for an epoch that has no line. To be asked for every one: each tells the pace.</summary>
    /// <param name="elapsed">Since the stage's work began, interrupted runs included.</param>
    public string? TryNext(StageName stage, LearningProgress progress, TimeSpan elapsed)
    {
        var left = timeLeft.After(stage, progress, elapsed);
        return thinning.Shows(progress, elapsed) ? ProgressText.Line(stage, progress, Limits, left) : null;
    }
}
