using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Core.Architectures;

/// <summary>What a discrete architecture costs on its target.</summary>
/// <param name="Latency">Expected time of one inference.</param>
/// <param name="LatencyUpper">Upper end of the latency table's error band: what the budget is checked against.</param>
/// <param name="Memory">Planned arena, scratch and the runtime's own overhead included.</param>
/// <param name="Flash">Weights, biases and tables of the model; for TFLM the .tflite file.</param>
/// <param name="MultiplyAccumulates">MACs of one inference.</param>
public sealed record ArchitectureCost(
    Milliseconds Latency,
    Milliseconds LatencyUpper,
    ByteSize Memory,
    ByteSize Flash,
    long MultiplyAccumulates)
{
    /// <summary>Whether every limit is kept.</summary>
    public bool Keeps(Budget budget) =>
        !(LatencyUpper > budget.Latency) && !(Memory > budget.Memory) && !(Flash > budget.Flash);
}
