using MicroNas.Core.Units;

namespace MicroNas.Core.Latency;

/// <summary>An estimated duration with the upper end of its error band; the budget is checked against the upper end.</summary>
public readonly record struct LatencyEstimate(Cycles Expected, Cycles Upper);
