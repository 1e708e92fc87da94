namespace MicroNas.Core.Latency.Characterization;

/// <summary>What one operator took when it was measured.</summary>
/// <param name="Shape">The operator; a convolution of the MicroNas runtime with its <see cref="OperatorShape.Way"/>.</param>
/// <param name="Units">Cycles or instructions, the runtime's dispatch not included; 0 where it runs no code.</param>
public sealed record MeasuredOperator(OperatorShape Shape, double Units);
