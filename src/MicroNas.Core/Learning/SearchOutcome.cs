using MicroNas.Core.Architectures;

namespace MicroNas.Core.Learning;

/// <summary>What a search found.</summary>
/// <param name="Architecture">Keeps every limit of the budget.</param>
/// <param name="Cost">Its exact cost.</param>
/// <param name="History">One record an epoch or a trial, for the report.</param>
/// <param name="Candidates">Every architecture that it looked at, the found one among them.</param>
public sealed record SearchOutcome(
    Architecture Architecture,
    ArchitectureCost Cost,
    IReadOnlyList<LearningProgress> History,
    IReadOnlyList<SearchCandidate> Candidates);
