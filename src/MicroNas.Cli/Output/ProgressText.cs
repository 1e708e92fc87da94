using System.Globalization;
using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Cli.Output;

/// <summary>The words and figures in which progress is told, the same in a terminal, a build log and CI.</summary>
internal static class ProgressText
{
    public static string Started(StageName stage, string reason) => $"{stage.Name()}: {reason}";

    public static string Finished(StageName stage, bool fromCache, string summary, TimeSpan elapsed)
    {
        var how = fromCache ? "unchanged" : string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.0} s");
        return $"{stage.Name()}: {summary} [{how}]";
    }

    /// <summary>One line for an epoch or a trial.</summary>
    /// <param name="limits">What the expected costs are measured by; null where they do not matter.</param>
    /// <param name="left">Null: not known yet.</param>
    public static string Line(StageName stage, LearningProgress progress, Budget? limits, TimeSpan? left)
    {
        IEnumerable<string> parts =
        [
            $"{stage.Name()}: {Position(progress)}{(Trial(progress) is { } trial ? $" ({trial})" : "")}",
            .. Figures(progress, limits).Select(figure => $"{figure.Name} {figure.Value}"),
        ];
        return string.Join("  ", left is { } time ? parts.Append(Left(time, progress)) : parts);
    }

    /// <summary>Which epoch or trial of how many.</summary>
    public static string Position(LearningProgress progress) =>
        Text($"{(progress.Candidate is null ? "epoch" : "trial")} {progress.Epoch}/{progress.Epochs}");

    /// <summary>What tells rounds of trials from each other: how long each is and, while it goes on, how far, and which fold it holds back; null for an epoch.</summary>
    public static string? Trial(LearningProgress progress)
    {
        var fold = progress.Fold is { } part ? Text($", fold {part.Number}/{part.Count}") : "";
        return progress.TrialEpochs is not { } epochs ? null
            : progress.TrialEpochsDone is { } done ? Text($"epoch {done}/{epochs}{fold}")
            : Text($"{epochs} {(epochs == 1 ? "epoch" : "epochs")}{fold}");
    }

    /// <summary>What is known of it, by name; costs with their limits.</summary>
    public static IEnumerable<ProgressFigure> Figures(LearningProgress progress, Budget? limits)
    {
        if (progress.Loss is { } loss)
        {
            yield return new("loss", Text($"{loss:0.000}"));
            yield return new(progress.NoneHeldBack ? "training accuracy" : "accuracy", Share(progress.Accuracy));
        }
        else
        {
            yield return new("loss", "diverged");
        }

        if (progress.ValidationAccuracy is { } validation)
        {
            yield return new("accuracy", Share(validation));
        }

        if (progress.ExpectedLatencyMilliseconds is { } latency)
        {
            var name = progress.Candidate is null ? "expected latency" : "latency";
            yield return new(name, Duration(latency) + Limit(limits?.Latency), latency / limits?.Latency?.Value);
        }

        if (progress.ExpectedMemoryBytes is { } memory)
        {
            yield return new("memory", Text($"{memory / 1000:0.0} kB") + Limit(limits?.Memory), memory / limits?.Memory?.Bytes);
        }

        if (progress.ExpectedFlashBytes is { } flash)
        {
            yield return new("flash", Text($"{flash / 1000:0.0} kB") + Limit(limits?.Flash), flash / limits?.Flash?.Bytes);
        }

        if (progress.Temperature is { } temperature)
        {
            yield return new("temperature", Text($"{temperature:0.00}"));
        }

        if (progress.Candidate is { } candidate)
        {
            yield return new("network", candidate);
        }
    }

    /// <summary>Of these epochs or trials, and what comes after them in the same stage.</summary>
    public static string Left(TimeSpan time, LearningProgress progress)
    {
        var left = time.TotalSeconds < 100 ? Text($"{time.TotalSeconds:0} s left")
            : time.TotalMinutes < 100 ? Text($"{time.TotalMinutes:0} min left")
            : Text($"{time.TotalHours:0.0} h left");
        return progress.TrialsFollow ? $"{left}, then trials" : left;
    }

    private static string Share(double share) => Text($"{share * 100:0.0} %");

    /// <summary>A short one has a digit more: 0.87 ms would read as 0.9 beside a limit of 0.87.</summary>
    private static string Duration(double milliseconds) =>
        milliseconds.ToString(milliseconds < 10 ? "0.00 'ms'" : "0.0 'ms'", CultureInfo.InvariantCulture);

    private static string Limit(Milliseconds? limit) => limit is { } value ? $" of {value}" : "";

    private static string Limit(ByteSize? limit) => limit is { } value ? $" of {value}" : "";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
