using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Learning;

/// <summary>What accompanies a search or a training; none of it changes the result.</summary>
/// <param name="Progress">Hears of every epoch.</param>
/// <param name="Checkpoints">Where the state is kept.</param>
/// <param name="Time">Says when a state is due.</param>
/// <param name="Warn">Receives warnings.</param>
/// <param name="Cancellation">Ends the work after its running step, whose state is kept.</param>
public sealed record LearningControl(
    IProgress<LearningProgress> Progress,
    ICheckpointStore Checkpoints,
    TimeProvider Time,
    Action<Diagnostic> Warn,
    CancellationToken Cancellation)
{
    /// <summary>Receives lines for the log that need no action.</summary>
    public Action<string> Note { get; init; } = _ => { };

    /// <summary>Without checkpoints; warnings and notes are dropped.</summary>
    public static LearningControl Of(IProgress<LearningProgress> progress, CancellationToken cancellation) =>
        new(progress, new NoCheckpoints(), TimeProvider.System, _ => { }, cancellation);
}
