using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;
using Spectre.Console;

namespace MicroNas.Cli.Output;

/// <summary>Tells a person what happens, on standard error, so that <c>--json</c> owns standard output.</summary>
internal sealed class TextObserver(IAnsiConsole console) : IPipelineObserver
{
    public void StageStarted(StageName stage, string reason) =>
        console.MarkupLineInterpolated($"[grey]{ProgressText.Started(stage, reason)}[/]");

    public void StageFinished(StageName stage, bool fromCache, string summary, TimeSpan elapsed) =>
        console.MarkupLineInterpolated($"[green]{ProgressText.Finished(stage, fromCache, summary, elapsed)}[/]");

    public void Progress(StageName stage, LearningProgress progress, TimeSpan elapsed) =>
        console.MarkupLineInterpolated($"{ProgressText.Epoch(stage, progress, elapsed)}");

    public void Note(string text) => console.MarkupLineInterpolated($"[grey]{text}[/]");

    public void Report(Diagnostic diagnostic)
    {
        var colour = diagnostic.Severity == DiagnosticSeverity.Error ? "red" : "yellow";
        console.MarkupLine($"[{colour}]{Markup.Escape(diagnostic.ToString())}[/]");
    }
}
