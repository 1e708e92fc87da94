using System.Globalization;
using System.Text;
using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;

namespace MicroNas.Cli.Output;

/// <summary>The plain lines in which progress is told, the same in a terminal, a build log and CI.</summary>
internal static class ProgressText
{
    public static string Started(StageName stage, string reason) => $"{Name(stage)}: {reason}";

    public static string Finished(StageName stage, bool fromCache, string summary, TimeSpan elapsed)
    {
        var how = fromCache ? "unchanged" : string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.0} s");
        return $"{Name(stage)}: {summary} [{how}]";
    }

    public static string Epoch(StageName stage, LearningProgress progress, TimeSpan elapsed)
    {
        if (progress.Candidate is { } candidate)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Name(stage)}: candidate {progress.Epoch}/{progress.Epochs}  accuracy {progress.Accuracy * 100:0.0} %  latency {progress.ExpectedLatencyMilliseconds:0.0} ms  {candidate}");
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Name(stage)}: epoch {progress.Epoch}/{progress.Epochs}");
        text.Append(CultureInfo.InvariantCulture, $"  loss {progress.Loss:0.000}  accuracy {progress.Accuracy * 100:0.0} %");
        if (progress.ExpectedLatencyMilliseconds is { } latency)
        {
            text.Append(CultureInfo.InvariantCulture, $"  latency {latency:0.0} ms");
        }

        if (progress.ExpectedMemoryBytes is { } memory)
        {
            text.Append(CultureInfo.InvariantCulture, $"  memory {memory / 1000:0.0} kB");
        }

        if (progress.Temperature is { } temperature)
        {
            text.Append(CultureInfo.InvariantCulture, $"  temperature {temperature:0.00}");
        }

        var left = elapsed / progress.Epoch * (progress.Epochs - progress.Epoch);
        text.Append(CultureInfo.InvariantCulture, $"  {left.TotalSeconds:0} s left");
        return text.ToString();
    }

    public static string Name(StageName stage) => stage.ToString().ToLowerInvariant();
}
