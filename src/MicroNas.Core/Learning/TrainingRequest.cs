using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;

namespace MicroNas.Core.Learning;

/// <summary>Everything that a training depends on.</summary>
public sealed record TrainingRequest(Dataset Dataset, OperatorGraph Graph, TrainingOptions Options);
