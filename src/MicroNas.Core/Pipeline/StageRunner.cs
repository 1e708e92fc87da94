using MicroNas.Core.Pipeline.Locks;
using MicroNas.Core.Reporting;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Pipeline;

/// <summary>
/// Runs a stage when its result is not in the cache, and says why. The inputs of the last run stand in the output folder,
/// so that the reason can name what changed with old and new value.
/// </summary>
internal sealed class StageRunner
{
    private const string HistoryName = "stages.json";

    private readonly StageCache cache;
    private readonly IPipelineObserver observer;
    private readonly TimeProvider time;
    private readonly string holder;
    private readonly string historyPath;
    private readonly SortedDictionary<string, SortedDictionary<string, string>> history;

    public StageRunner(StageCache cache, IPipelineObserver observer, TimeProvider time, PipelineRequest request, ModelLock modelLock)
    {
        this.cache = cache;
        Lock = modelLock;
        this.observer = observer;
        this.time = time;
        holder = $"{request.ConfigurationPath} (process {Environment.ProcessId})";
        historyPath = Path.Combine(request.OutputDirectory, HistoryName);
        history = ReadHistory(historyPath);
    }

    /// <summary>The model's lock, which is asked before a stage runs.</summary>
    public ModelLock Lock { get; }

    /// <summary>Whether the run ends with the lock file written: the long stages then begin only where that is possible.</summary>
    public bool LocksResult { get; init; }

    /// <summary>Whether any stage has run, rather than been answered from the cache.</summary>
    public bool RanAnyStage { get; private set; }

    /// <summary>Tells the observer which limits the search and its progress are measured by.</summary>
    public void Announce(Budget budget) => observer.LimitsKnown(budget);

    /// <param name="stage">Which stage.</param>
    /// <param name="inputs">Everything that the result depends on.</param>
    /// <param name="run">Makes the result; is told where to report epochs and to keep its state.</param>
    /// <param name="summarize">One line about a result, fresh or cached.</param>
    /// <param name="cancellation">Ends the wait for another build as well as the work.</param>
    public CacheEntry Run(
        StageName stage,
        StageInputs inputs,
        Func<StageWork, CacheEntry> run,
        Func<CacheEntry, string> summarize,
        CancellationToken cancellation)
    {
        var entry = cache.TryRead(stage, inputs, out _);
        if (Lock.TryRestore(stage, inputs, entry) is { } locked)
        {
            return Finish(locked, fromCache: true, TimeSpan.Zero);
        }

        Lock.RefuseRun(stage);
        if (entry is not null)
        {
            return Finish(entry, fromCache: true, TimeSpan.Zero);
        }

        using (cache.Acquire(stage, inputs, holder, other => observer.Waiting(WaitingFor(stage, other)), cancellation))
        {
            entry = cache.TryRead(stage, inputs, out var damage);
            if (entry is not null)
            {
                return Finish(entry, fromCache: true, TimeSpan.Zero);
            }

            if (damage is not null)
            {
                cache.Drop(stage, inputs);
            }

            cache.RequireSpace();
            if (LocksResult && stage is StageName.Search or StageName.Train)
            {
                Lock.EnsureWritable();
            }

            observer.StageStarted(stage, damage ?? Reason(stage, inputs));
            var checkpoint = new CheckpointFile(stage, cache.CheckpointPath(stage, inputs), inputs.Key, observer, time);
            var work = new StageWork(stage, observer, checkpoint, time, cancellation);
            entry = run(work);
            cache.Store(stage, inputs, entry);
            checkpoint.Remove();
            RanAnyStage = true;
            return Finish(entry, fromCache: false, checkpoint.Elapsed);
        }

        CacheEntry Finish(CacheEntry finished, bool fromCache, TimeSpan elapsed)
        {
            if (fromCache && history.GetValueOrDefault(stage.ToString()) is { } earlier && inputs.DifferenceFrom(earlier) is { } difference)
            {
                observer.Announce($"{stage.Name()}: {difference}; the result for these inputs is known already");
            }

            Lock.Record(stage, inputs, finished);
            history[stage.ToString()] = new SortedDictionary<string, string>(inputs.Values.ToDictionary(), StringComparer.Ordinal);
            AtomicFile.WriteIfDifferent(historyPath, System.Text.Encoding.UTF8.GetBytes(ReportJson.Serialize(history)));
            observer.StageFinished(stage, fromCache, summarize(finished), elapsed);
            return finished;
        }
    }

    private static SortedDictionary<string, SortedDictionary<string, string>> ReadHistory(string path)
    {
        try
        {
            return File.Exists(path)
                ? ReportJson.Deserialize<SortedDictionary<string, SortedDictionary<string, string>>>(File.ReadAllBytes(path)) ?? []
                : [];
        }
        catch (Exception exception) when (exception is IOException or System.Text.Json.JsonException or UnauthorizedAccessException)
        {
            // It only serves to explain; without it a stage is "new".
            return [];
        }
    }

    private static string WaitingFor(StageName stage, string? other) =>
        $"{stage.Name()}: waiting for {(other is null ? "another build" : $"the build of {other}")}, which makes the same result";

    private string Reason(StageName stage, StageInputs inputs)
    {
        if (history.TryGetValue(stage.ToString(), out var earlier))
        {
            return inputs.DifferenceFrom(earlier) ?? "its cached result is gone";
        }

        // A fresh clone has no history, but a lock file may say what was before.
        return Lock.DifferenceFrom(stage, inputs) ?? "no earlier result is known";
    }
}
