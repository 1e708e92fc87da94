using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Learning;

/// <summary>Everything that a search depends on.</summary>
/// <param name="Dataset">Training and validation of two windows or more each, of the length, channels and classes of the search space.</param>
/// <param name="Costs">Of every architecture of the search space.</param>
/// <param name="Budget">What the result keeps.</param>
/// <param name="Options">The method and its settings.</param>
public sealed record SearchRequest(Dataset Dataset, ICostModel Costs, Budget Budget, SearchOptions Options)
{
    /// <summary>Of the training to come: its label smoothing and class weights hold for the trials of candidates too.</summary>
    public TrainingOptions Training { get; init; } = new();
}
