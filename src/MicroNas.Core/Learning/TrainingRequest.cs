using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;

namespace MicroNas.Core.Learning;

/// <summary>Everything that a training depends on.</summary>
/// <param name="Dataset">Of two training windows or more, of the length, channels and classes of the graph; of two validation windows where patience needs them.</param>
/// <param name="Graph">The lowered architecture; ends in a softmax.</param>
/// <param name="Options">With the epochs that suit the data set, see <see cref="TrainingOptions.ForWindows"/>.</param>
public sealed record TrainingRequest(Dataset Dataset, OperatorGraph Graph, TrainingOptions Options);
