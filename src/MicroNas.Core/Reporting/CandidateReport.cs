using MicroNas.Core.Learning;

namespace MicroNas.Core.Reporting;

/// <summary>One architecture that the search looked at.</summary>
/// <param name="Architecture">One word a cell.</param>
/// <param name="ValidationAccuracy">Share of right answers on windows that were held back, in float, mean over the folds, 0..1; null where the search took it unseen or a training diverged.</param>
/// <param name="TrainingLoss">Mean cross-entropy of the last epoch of training, mean over the folds; null where the search took it unseen or a training diverged.</param>
/// <param name="TrainingEpochs">Of the last trial that held windows back, as the two before and the folds: epochs of training from scratch before loss and accuracy were taken; the final training is another one.</param>
/// <param name="Folds">On how many parts of the windows in turn, each held back once; 1: on the validation windows.</param>
/// <param name="FullTrainingLoss">
/// Mean cross-entropy of the last epoch of a training as long as a model's, on all training and validation windows, which chose the model. Null for
/// who was not among the last or diverged, and where the windows are few.
/// </param>
/// <param name="Cost">What it costs.</param>
/// <param name="Chosen">Whether it is the model.</param>
/// <param name="Frontier">
/// Whether no other candidate that was trained for as long on as many folds is as accurate at no higher latency and memory; of
/// equals all are.
/// </param>
public sealed record CandidateReport(
    string Architecture,
    double? ValidationAccuracy,
    double? TrainingLoss,
    int TrainingEpochs,
    int Folds,
    double? FullTrainingLoss,
    CostReport Cost,
    bool Chosen,
    bool Frontier)
{
    /// <summary>All candidates of a search, in the order in which it looked at them.</summary>
    public static IReadOnlyList<CandidateReport> Of(SearchOutcome outcome) =>
        [.. outcome.Candidates.Select(candidate => new CandidateReport(
            candidate.Architecture.ToString(),
            candidate.Accuracy,
            candidate.TrainingLoss,
            candidate.TrainingEpochs,
            candidate.Folds,
            candidate.FullTrainingLoss,
            CostReport.Of(candidate.Cost),
            candidate.Architecture == outcome.Architecture,
            candidate.Accuracy is not null && !outcome.Candidates.Any(other => Dominates(other, candidate))))];

    private static bool Dominates(SearchCandidate other, SearchCandidate candidate)
    {
        var (cost, otherCost) = (Measures(candidate), Measures(other));
        return (other.TrainingEpochs, other.Folds) == (candidate.TrainingEpochs, candidate.Folds)
            && other.Accuracy >= candidate.Accuracy && otherCost.Latency <= cost.Latency && otherCost.Memory <= cost.Memory
            && (other.Accuracy, otherCost) != (candidate.Accuracy, cost);

        static (double Latency, long Memory) Measures(SearchCandidate of) => (of.Cost.LatencyUpper.Value, of.Cost.Memory.Bytes);
    }
}
