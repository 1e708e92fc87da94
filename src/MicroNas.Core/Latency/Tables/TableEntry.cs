using MicroNas.Core.Latency.Characterization;

namespace MicroNas.Core.Latency.Tables;

/// <summary>One measured operator of a latency table.</summary>
/// <param name="Measured">The operator and its units.</param>
/// <param name="HeldOut">Whether it checked the fit instead of taking part in it.</param>
public sealed record TableEntry(MeasuredOperator Measured, bool HeldOut);
