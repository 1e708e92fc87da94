using MicroNas.Core.Latency.Tables;

namespace MicroNas.Core.Pipeline;

/// <summary>What a pipeline may measure latencies with.</summary>
/// <param name="Measurer">Null where nothing can measure.</param>
/// <param name="BoardsAllowed">False in CI: a committed table serves, and no port is opened.</param>
public sealed record LatencyMeasurement(IOperatorMeasurer? Measurer, bool BoardsAllowed)
{
    public static LatencyMeasurement None { get; } = new(null, false);
}
