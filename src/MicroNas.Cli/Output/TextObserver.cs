using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Targets;
using Spectre.Console;

namespace MicroNas.Cli.Output;

/// <summary>Tells what happens in plain lines, on standard error, so that <c>--json</c> owns standard output.</summary>
/// <param name="isAboveView">Whether a live view of the terminal moves down for each line.</param>
internal sealed class TextObserver(IAnsiConsole console, bool isAboveView = false) : IPipelineObserver
{
    private readonly ProgressLines progressLines = new();

    public IAnsiConsole Console => console;

    public void StageStarted(StageName stage, string reason) =>
        Line(Color.Grey, ProgressText.Started(stage, reason));

    public void StageFinished(StageName stage, bool fromCache, string summary, TimeSpan elapsed) =>
        Line(Color.Green, ProgressText.Finished(stage, fromCache, summary, elapsed));

    public void LimitsKnown(Budget limits) => progressLines.Limits = limits;

    public void Progress(StageName stage, LearningProgress progress, TimeSpan elapsed)
    {
        if (progressLines.TryNext(stage, progress, elapsed) is { } line)
        {
            Line(Color.Default, line);
        }
    }

    public void Note(string text) => Line(Color.Grey, text);

    public void Report(Diagnostic diagnostic) =>
        Line(diagnostic.Severity == DiagnosticSeverity.Error ? Color.Red : Color.Yellow, diagnostic.ToString());

    private void Line(Color colour, string text) => console.Write(new UnwrappedLine(text, colour, isAboveView));
}
