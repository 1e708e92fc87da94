namespace MicroNas.Core.Reporting;

/// <summary>What the whole emitted model took (<c>micronas measure</c>), beside its prediction.</summary>
/// <param name="Source">The board, or the emulator with its cycles per instruction.</param>
/// <param name="LatencyMilliseconds">One inference.</param>
/// <param name="Units">Cycles or instructions of one inference, as counted.</param>
/// <param name="Unit"><c>cycles</c> or <c>instructions</c>.</param>
/// <param name="PredictedMilliseconds">Of the same operators in the ways that the emitter took, by the latency table.</param>
/// <param name="RelativeDifference">Measured over predicted, minus 1.</param>
/// <param name="RelativeErrorBand">Half-width of the table's band that it was compared with.</param>
/// <param name="InsideBand">Whether the difference lies within it.</param>
public sealed record MeasuredReport(
    string Source,
    double LatencyMilliseconds,
    double Units,
    string Unit,
    double PredictedMilliseconds,
    double RelativeDifference,
    double RelativeErrorBand,
    bool InsideBand)
{
    /// <summary>Half-width of what the milliseconds themselves may be off by, because instructions were converted to cycles; 0 where cycles were counted.</summary>
    public double ConversionErrorBand { get; init; }
}
