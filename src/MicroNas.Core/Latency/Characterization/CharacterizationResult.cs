using MicroNas.Core.Latency.Tables;

namespace MicroNas.Core.Latency.Characterization;

/// <summary>What a characterization found.</summary>
/// <param name="Coefficients">The fitted model, in the measured unit.</param>
/// <param name="Errors">Of held-out operators; with every operator measured, of the fit itself.</param>
/// <param name="Entries">Everything that was measured.</param>
public sealed record CharacterizationResult(
    IReadOnlyList<OperatorCoefficients> Coefficients, TableErrors Errors, IReadOnlyList<TableEntry> Entries);
