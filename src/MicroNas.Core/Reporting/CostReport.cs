using MicroNas.Core.Architectures;

namespace MicroNas.Core.Reporting;

/// <summary>Predicted costs in a report.</summary>
/// <param name="LatencyMilliseconds">Expected time of one inference.</param>
/// <param name="LatencyUpperMilliseconds">Upper end of the error band, which the limit is compared with.</param>
/// <param name="MemoryBytes">Arena, with the runtime's own overhead.</param>
/// <param name="FlashBytes">Model in flash.</param>
/// <param name="MultiplyAccumulates">MACs of one inference.</param>
public sealed record CostReport(
    double LatencyMilliseconds,
    double LatencyUpperMilliseconds,
    long MemoryBytes,
    long FlashBytes,
    long MultiplyAccumulates)
{
    public static CostReport Of(ArchitectureCost cost) => new(
        cost.Latency.Value, cost.LatencyUpper.Value, cost.Memory.Bytes, cost.Flash.Bytes, cost.MultiplyAccumulates);
}
