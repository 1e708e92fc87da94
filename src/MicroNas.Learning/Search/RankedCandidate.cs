using MicroNas.Core.Architectures;

namespace MicroNas.Learning.Search;

/// <summary>An architecture after its trials.</summary>
/// <param name="TrainingLoss">Mean loss of the last epoch of training, mean over the folds.</param>
/// <param name="Accuracy">Share of right answers on the windows that each fold held back, mean over the folds, 0..1; of a training that held none back on those that it learnt.</param>
internal sealed record RankedCandidate(Architecture Architecture, ArchitectureCost Cost, double TrainingLoss, double Accuracy)
{
    /// <summary>
    /// False where its only training diverged, or those of two folds or more, whose mean loss is infinite. One fold of several leaves it true: its
    /// accuracy, 0 there, tells.
    /// </summary>
    public bool WasTrained => TrainingLoss < TrialResult.Diverged.Loss;
}
