using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Targets;
using Spectre.Console;

namespace MicroNas.Cli.Output;

/// <summary>Tells what happens in plain lines, on standard error, so that <c>--json</c> owns standard output.</summary>
internal sealed class TextObserver(IAnsiConsole console) : IPipelineObserver
{
    private readonly ProgressLines progressLines = new();

    public IAnsiConsole Console => console;

    public void StageStarted(StageName stage, string reason) =>
        console.MarkupLineInterpolated($"[grey]{ProgressText.Started(stage, reason)}[/]");

    public void StageFinished(StageName stage, bool fromCache, string summary, TimeSpan elapsed) =>
        console.MarkupLineInterpolated($"[green]{ProgressText.Finished(stage, fromCache, summary, elapsed)}[/]");

    public void LimitsKnown(Budget limits) => progressLines.Limits = limits;

    public void Progress(StageName stage, LearningProgress progress, TimeSpan elapsed)
    {
        if (progressLines.TryNext(stage, progress, elapsed) is { } line)
        {
            console.MarkupLineInterpolated($"{line}");
        }
    }

    public void Note(string text) => console.MarkupLineInterpolated($"[grey]{text}[/]");

    public void Report(Diagnostic diagnostic)
    {
        var colour = diagnostic.Severity == DiagnosticSeverity.Error ? "red" : "yellow";
        console.MarkupLine($"[{colour}]{Markup.Escape(diagnostic.ToString())}[/]");
    }
}
