using System.Text.Encodings.Web;
using System.Text.Json;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Targets;

namespace MicroNas.Cli.Output;

/// <summary>Writes JSON lines for the MSBuild task (<c>--events</c>): one event a line, flushed at once.</summary>
internal sealed class EngineEventWriter(TextWriter writer) : IPipelineObserver
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock gate = new();
    private readonly ProgressLines progressLines = new();

    public void StageStarted(StageName stage, string reason) => Write("stage", ProgressText.Started(stage, reason));

    public void StageFinished(StageName stage, bool fromCache, string summary, TimeSpan elapsed) =>
        Write("stage", ProgressText.Finished(stage, fromCache, summary, elapsed));

    public void LimitsKnown(Budget limits) => progressLines.Limits = limits;

    public void Progress(StageName stage, LearningProgress progress, TimeSpan elapsed)
    {
        if (progressLines.TryNext(stage, progress, elapsed) is { } line)
        {
            Write("progress", line);
        }
    }

    public void Waiting(string text) => Write("waiting", text);

    public void Announce(string text) => Write("announcement", text);

    public void Note(string text) => Write("note", text);

    public void Report(Diagnostic diagnostic) => WriteLine(new
    {
        type = "diagnostic",
        text = diagnostic.Message,
        code = diagnostic.Code,
        severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning",
        file = diagnostic.Location?.File ?? "micronas",
        line = diagnostic.Location?.Line ?? 0,
        column = diagnostic.Location?.Column ?? 0,
    });

    private void Write(string type, string text) => WriteLine(new { type, text });

    private void WriteLine<T>(T value)
    {
        lock (gate)
        {
            writer.WriteLine(JsonSerializer.Serialize(value, Options));
            writer.Flush();
        }
    }
}
