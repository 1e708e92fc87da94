using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Learning.Checkpoints;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning;

/// <summary>What all parts of one search or training share.</summary>
/// <param name="Workers">The threads that compute a step.</param>
/// <param name="Journal">What is done already, and where the state goes.</param>
/// <param name="Progress">Hears of every epoch.</param>
/// <param name="Warn">Receives warnings.</param>
internal sealed record LearningRun(
    ShardWorkers Workers, RunJournal Journal, IProgress<LearningProgress> Progress, Action<Diagnostic> Warn)
{
    /// <inheritdoc cref="LearningControl.Note"/>
    public Action<string> Note { get; init; } = _ => { };

    /// <summary>Without checkpoints.</summary>
    public static LearningRun Of(ShardWorkers workers, IProgress<LearningProgress> progress, CancellationToken cancellation) =>
        new(workers, new RunJournal(new NoCheckpoints(), TimeProvider.System, cancellation), progress, _ => { });

    /// <summary>
    /// Runs <paramref name="attempt"/> with 1; if it diverges, once more from its beginning with 0.5, the factor of every
    /// learning rate.
    /// </summary>
    /// <param name="code">Of the error when both diverge.</param>
    /// <param name="subject">Whose loss, as the beginning of a sentence.</param>
    /// <param name="seedOption">The option that names the seed.</param>
    /// <exception cref="MicroNasException"><paramref name="code"/>: both diverged.</exception>
    public T RetryAtHalfRate<T>(string code, string subject, string seedOption, Func<double, T> attempt)
    {
        const string Mark = "diverged";
        if (!Journal.Has(Mark))
        {
            try
            {
                return Journal.Within("full rate", () => attempt(1));
            }
            catch (DivergenceException exception)
            {
                Warn(Diagnostic.Warning(
                    DiagnosticCodes.RetriedAtHalfRate,
                    FormattableString.Invariant($"The loss of {subject} diverged in epoch {exception.Epoch}, step {exception.Step}. ")
                    + "It begins once more at half the learning rate."));
                Journal.Once(Mark, () => true);
            }
        }

        try
        {
            return Journal.Within("half rate", () => attempt(0.5));
        }
        catch (DivergenceException exception)
        {
            throw new MicroNasException(
                Diagnostic.Error(
                    code,
                    FormattableString.Invariant($"The loss of {subject} diverged in epoch {exception.Epoch}, step {exception.Step}, at half the learning rate too. ")
                    + $"Look for extreme values in the windows (inspect the data set's statistics), or choose another {seedOption}."),
                exception);
        }
    }
}
