using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Benchmarks.SearchSpeed;

/// <summary>Tells of a pipeline, and keeps how long the super-network of its search took and what memory was resident throughout.</summary>
internal sealed class SearchPhases(IPipelineObserver inner) : IPipelineObserver
{
    private readonly List<long> superNetworkBytes = [];
    private readonly List<long> trialBytes = [];

    /// <summary>Resident memory [B] after each epoch of the super-network.</summary>
    public IReadOnlyList<long> SuperNetworkBytes => superNetworkBytes;

    /// <summary>Resident memory [B] at each word of a trial.</summary>
    public IReadOnlyList<long> TrialBytes => trialBytes;

    /// <summary>From the beginning of the search to the end of the super-network's last epoch.</summary>
    public TimeSpan SuperNetwork { get; private set; }

    public void StageStarted(StageName stage, string reason) => inner.StageStarted(stage, reason);

    public void StageFinished(StageName stage, bool fromCache, string summary, TimeSpan elapsed) => inner.StageFinished(stage, fromCache, summary, elapsed);

    public void Progress(StageName stage, LearningProgress progress, TimeSpan elapsed)
    {
        if (stage == StageName.Search && progress.Candidate is null)
        {
            SuperNetwork = elapsed;
            superNetworkBytes.Add(Environment.WorkingSet);
        }
        else if (stage == StageName.Search)
        {
            trialBytes.Add(Environment.WorkingSet);
        }

        inner.Progress(stage, progress, elapsed);
    }

    public void Note(string text) => inner.Note(text);

    public void Report(Diagnostic diagnostic) => inner.Report(diagnostic);
}
