namespace MicroNas.Core.Reporting;

/// <summary>The limits in a report; null where none is imposed.</summary>
public sealed record BudgetReport(double? LatencyMilliseconds, long? MemoryBytes, long? FlashBytes);
