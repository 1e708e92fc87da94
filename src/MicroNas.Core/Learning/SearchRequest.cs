using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Learning;

/// <summary>Everything that a search depends on.</summary>
public sealed record SearchRequest(Dataset Dataset, ICostModel Costs, Budget Budget, SearchOptions Options)
{
    /// <summary>Of the training to come: its label smoothing and class weights hold for the trials of candidates too.</summary>
    public TrainingOptions Training { get; init; } = new();
}
