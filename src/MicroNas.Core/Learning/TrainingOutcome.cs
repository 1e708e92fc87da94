using MicroNas.Core.Quantization;

namespace MicroNas.Core.Learning;

/// <summary>What a training made.</summary>
/// <param name="Network">Ready for the quantizer.</param>
/// <param name="History">One record an epoch, for the report.</param>
public sealed record TrainingOutcome(TrainedNetwork Network, IReadOnlyList<LearningProgress> History);
