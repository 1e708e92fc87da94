using MicroNas.Core.Latency.Tables;

namespace MicroNas.Core.Latency.Characterization;

/// <summary>What a characterization found.</summary>
/// <param name="Coefficients">The fitted model, in the measured unit.</param>
/// <param name="Errors">Of operators that the fit had not seen: held out, or in another fold of a cross-validation.</param>
/// <param name="Entries">Everything that was measured.</param>
public sealed record CharacterizationResult(
    IReadOnlyList<OperatorCoefficients> Coefficients, TableErrors Errors, IReadOnlyList<TableEntry> Entries);
