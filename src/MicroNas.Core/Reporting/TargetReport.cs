namespace MicroNas.Core.Reporting;

/// <summary>The target in a report.</summary>
public sealed record TargetReport(string Microcontroller, string Runtime, double ClockHertz);
