using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Pipeline;

/// <summary>Hears what the pipeline does, as it does it.</summary>
public interface IPipelineObserver
{
    /// <summary>A stage runs; <paramref name="reason"/> says why its earlier result does not serve.</summary>
    void StageStarted(StageName stage, string reason);

    /// <summary>A stage has its result.</summary>
    /// <param name="stage">Which one.</param>
    /// <param name="fromCache">Whether an earlier result served.</param>
    /// <param name="summary">One line about the result.</param>
    /// <param name="elapsed">Time that it took; zero from the cache.</param>
    void StageFinished(StageName stage, bool fromCache, string summary, TimeSpan elapsed);

    /// <summary>An epoch of search or training is done.</summary>
    void Progress(StageName stage, LearningProgress progress, TimeSpan elapsed);

    /// <summary>The limits that expected costs are measured by; before the search.</summary>
    void LimitsKnown(Budget limits)
    {
    }

    /// <summary>Nothing goes on until another build is done.</summary>
    /// <param name="text">Says which.</param>
    void Waiting(string text) => Note(text);

    /// <summary>A line that a user wants to see without asking for a detailed log: it calls for an action, or says why no work is done.</summary>
    void Announce(string text) => Note(text);

    /// <summary>A line for the log that needs no action.</summary>
    void Note(string text);

    void Report(Diagnostic diagnostic);
}
