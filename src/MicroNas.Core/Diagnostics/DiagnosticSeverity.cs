namespace MicroNas.Core.Diagnostics;

/// <summary>How much a diagnostic matters: an error ends the stage, a warning does not.</summary>
public enum DiagnosticSeverity
{
    Warning,
    Error,
}
