using MicroNas.Core.Architectures;

namespace MicroNas.Learning.Search;

/// <summary>An architecture after its trials, means over the folds.</summary>
/// <param name="TrainingLoss">Mean loss of the last epoch of training.</param>
/// <param name="Accuracy">Share of right answers on the held-back windows, 0..1.</param>
internal sealed record RankedCandidate(Architecture Architecture, double TrainingLoss, double Accuracy)
{
    /// <summary>False where a training diverged.</summary>
    public bool WasTrained => TrainingLoss < TrialResult.Diverged.Loss;
}
