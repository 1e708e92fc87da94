namespace MicroNas.Core.Latency;

/// <summary>Fitted coefficients for the operators of one kind that meet a condition.</summary>
/// <param name="Kind">The operator.</param>
/// <param name="When">Sets of one kind are tried in the profile's order; the first whose condition holds answers.</param>
/// <param name="Coefficients">By the names of <see cref="OperatorFeatures"/>; nonnegative, in the profile's unit.</param>
public sealed record OperatorCoefficients(
    OperatorKind Kind,
    OperatorCondition When,
    IReadOnlyDictionary<string, double> Coefficients);
