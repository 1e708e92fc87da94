using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;

namespace MicroNas.Benchmarks;

/// <summary>Tells of a pipeline that runs inside a benchmark.</summary>
internal sealed class LogObserver(string prefix, Action<string> log) : IPipelineObserver
{
    public void StageStarted(StageName stage, string reason) => log($"{prefix}: {stage}: {reason}");

    public void StageFinished(StageName stage, bool fromCache, string summary, TimeSpan elapsed) =>
        log(FormattableString.Invariant($"{prefix}: {stage}: {summary} [{elapsed.TotalSeconds:0} s]"));

    public void Progress(StageName stage, LearningProgress progress, TimeSpan elapsed)
    {
        if (progress.TrialEpochsDone is null)
        {
            var result = progress.Loss is { } loss ? FormattableString.Invariant($"loss {loss:0.000} accuracy {progress.Accuracy * 100:0.0} %") : "diverged";
            log(FormattableString.Invariant($"{prefix}: {stage}: {(progress.TrialEpochs is null ? "epoch" : "trial")} {progress.Epoch}/{progress.Epochs} {result} {elapsed.TotalSeconds:0} s"));
        }
    }

    public void Note(string text) => log($"{prefix}: {text}");

    public void Report(Diagnostic diagnostic) => log($"{prefix}: {diagnostic}");
}
