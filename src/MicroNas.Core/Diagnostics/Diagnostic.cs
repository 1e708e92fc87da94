namespace MicroNas.Core.Diagnostics;

/// <summary>
/// One coded finding (<c>MNASnnnn</c>): what was found, what was expected and what to do, with the place where it stands.
/// </summary>
/// <param name="Code">A constant of <see cref="DiagnosticCodes"/>.</param>
/// <param name="Severity">Whether it ends the stage.</param>
/// <param name="Message">One line of text, without the code and the place.</param>
/// <param name="Location">The file, line and column, where there is one.</param>
/// <param name="KeyPath">The option that it is about, for example <c>budget.latency</c>: who knows the yaml finds its place.</param>
public sealed record Diagnostic(
    string Code, DiagnosticSeverity Severity, string Message, SourceLocation? Location = null, string? KeyPath = null)
{
    public static Diagnostic Error(string code, string message, SourceLocation? location = null) =>
        new(code, DiagnosticSeverity.Error, message, location);

    public static Diagnostic Warning(string code, string message, SourceLocation? location = null) =>
        new(code, DiagnosticSeverity.Warning, message, location);

    /// <summary>The canonical form that MSBuild, editors and CI recognise: <c>file(line,column): error MNAS1001: text</c>.</summary>
    public override string ToString()
    {
        var severity = Severity == DiagnosticSeverity.Error ? "error" : "warning";
        var origin = Location is { } location ? location.ToString() : "micronas";
        return $"{origin}: {severity} {Code}: {Message}";
    }
}
