namespace MicroNas.Core.Reporting;

/// <summary>The latency table in a report: which one, where it came from, and how far it may be off.</summary>
public sealed record LatencyTableReport(string Id, string Provenance, double RelativeErrorBand);
