using MicroNas.Core.Architectures;

namespace MicroNas.Core.Learning;

/// <summary>An architecture that a search looked at.</summary>
/// <param name="Architecture">Keeps every limit of the budget.</param>
/// <param name="Cost">Its exact cost.</param>
/// <param name="Accuracy">Share of right answers on windows that were held back, mean over the folds, 0..1; null where the search took it unseen or a training diverged.</param>
/// <param name="TrainingLoss">Mean cross-entropy of the last epoch of training, mean over the folds; null where the search took it unseen or a training diverged.</param>
/// <param name="TrainingEpochs">Of the last trial that held windows back, as the two before and the folds: epochs of training from scratch before loss and accuracy were taken.</param>
/// <param name="Folds">On how many parts of the windows in turn, each held back once; 1: on the validation windows.</param>
public sealed record SearchCandidate(Architecture Architecture, ArchitectureCost Cost, double? Accuracy, double? TrainingLoss, int TrainingEpochs, int Folds)
{
    /// <summary>
    /// Mean cross-entropy of the last epoch of a training as long as a model's, on all training and validation windows. Null for who was not among
    /// the last or diverged, and where the windows are few.
    /// </summary>
    public double? FullTrainingLoss { get; init; }
}
