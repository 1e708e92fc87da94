namespace MicroNas.Learning.Search;

/// <summary>How a candidate did.</summary>
/// <param name="Loss">Mean training loss of the last epoch.</param>
/// <param name="Accuracy">Share of right answers on the held-back windows, 0..1.</param>
/// <param name="ValidationLoss">Mean cross-entropy on the held-back windows.</param>
internal sealed record TrialResult(double Loss, double Accuracy, double ValidationLoss);
