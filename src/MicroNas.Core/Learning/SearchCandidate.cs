using MicroNas.Core.Architectures;

namespace MicroNas.Core.Learning;

/// <summary>An architecture that a search looked at.</summary>
/// <param name="Architecture">Keeps every limit of the budget.</param>
/// <param name="Cost">Its exact cost.</param>
/// <param name="Accuracy">Share of right answers on the validation windows, 0..1; null where the search took it unseen.</param>
/// <param name="TrainingEpochs">Epochs of training from scratch before the accuracy was taken.</param>
public sealed record SearchCandidate(Architecture Architecture, ArchitectureCost Cost, double? Accuracy, int TrainingEpochs);
