namespace MicroNas.Core.Reporting;

/// <summary>What the search found; fields as in <see cref="ModelReport"/>.</summary>
/// <param name="Budget">The limits.</param>
/// <param name="Predicted">What the found architecture costs.</param>
/// <param name="Architecture">One word a cell.</param>
/// <param name="Candidates">What the search looked at, in its order.</param>
/// <param name="SearchSeconds">Time that it took when it ran; 0 where the result was taken from the lock.</param>
public sealed record SearchReport(
    BudgetReport Budget, CostReport Predicted, string Architecture, IReadOnlyList<CandidateReport> Candidates, double SearchSeconds);
