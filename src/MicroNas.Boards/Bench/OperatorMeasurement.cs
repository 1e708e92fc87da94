using MicroNas.Core.Latency;

namespace MicroNas.Boards.Bench;

/// <summary>Instructions of one operator of the runtime on one core, the call included.</summary>
public sealed record OperatorMeasurement(OperatorShape Shape, long Instructions);
