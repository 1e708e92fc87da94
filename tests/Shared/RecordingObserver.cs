using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;

namespace MicroNas.Tests.Shared;

/// <summary>Keeps what a pipeline tells.</summary>
internal sealed class RecordingObserver : IPipelineObserver
{
    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>Stages that ran, and why.</summary>
    public List<(StageName Stage, string Reason)> Started { get; } = [];

    public List<string> Notes { get; } = [];

    public void StageStarted(StageName stage, string reason) => Started.Add((stage, reason));

    public void StageFinished(StageName stage, bool fromCache, string summary, TimeSpan elapsed)
    {
    }

    public void Progress(StageName stage, LearningProgress progress, TimeSpan elapsed)
    {
    }

    public void Note(string text) => Notes.Add(text);

    public void Report(Diagnostic diagnostic) => Diagnostics.Add(diagnostic);
}
