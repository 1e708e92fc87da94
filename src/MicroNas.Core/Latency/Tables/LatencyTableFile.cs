namespace MicroNas.Core.Latency.Tables;

/// <summary>A latency table (LUT) as its file holds it: what was measured, the model that was fitted to it, and how far that may be off.</summary>
/// <param name="Provenance">What it belongs to.</param>
/// <param name="Conversion">From the measured unit to cycles.</param>
/// <param name="Errors">Of operators that the fit had not seen.</param>
/// <param name="Dispatch">Units that the runtime adds to every operator.</param>
/// <param name="InstructionCacheBytes">0 where the core has none.</param>
/// <param name="Coefficients">The fitted model, in the measured unit.</param>
/// <param name="Entries">Distinct operators.</param>
public sealed record LatencyTableFile(
    TableProvenance Provenance,
    CycleConversion Conversion,
    TableErrors Errors,
    double Dispatch,
    int InstructionCacheBytes,
    IReadOnlyList<OperatorCoefficients> Coefficients,
    IReadOnlyList<TableEntry> Entries)
{
    /// <summary>What a table's file beside <c>micronas.yaml</c> is called.</summary>
    public const string DefaultName = "micronas.lut";

    /// <summary>
    /// Half-width of the band of an estimate in cycles: what operators that the fit had not seen were off by, and the conversion's own error. An operator that was
    /// measured is not off by the first.
    /// </summary>
    public double RelativeErrorBand => ((1 + Errors.Percentile95) * (1 + Conversion.RelativeErrorBand)) - 1;

    /// <summary>Units of one operator by the fitted model, without dispatch.</summary>
    public double Model(OperatorShape shape) => Coefficients.Units(shape, InstructionCacheBytes);
}
