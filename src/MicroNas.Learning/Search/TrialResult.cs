namespace MicroNas.Learning.Search;

/// <summary>How a candidate did.</summary>
/// <param name="Loss">Mean training loss of the last epoch.</param>
/// <param name="Accuracy">Share of right answers on the validation windows, 0..1.</param>
internal sealed record TrialResult(double Loss, double Accuracy);
