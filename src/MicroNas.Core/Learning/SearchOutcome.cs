using MicroNas.Core.Architectures;

namespace MicroNas.Core.Learning;

/// <summary>What a search found.</summary>
/// <param name="Architecture">Keeps every limit of the budget.</param>
/// <param name="Cost">Its exact cost.</param>
/// <param name="History">One record an epoch, for the report.</param>
public sealed record SearchOutcome(Architecture Architecture, ArchitectureCost Cost, IReadOnlyList<LearningProgress> History);
