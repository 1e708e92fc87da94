namespace MicroNas.Core.Emission;

/// <summary>One operator in the generated C.</summary>
/// <param name="Kernel">The function of the runtime that runs it; null where it costs nothing (RESHAPE).</param>
/// <param name="ConstantBytes">Flash of its arrays: weights, biases and what requantization needs; its descriptor is not counted.</param>
public sealed record EmittedOperator(string? Kernel, long ConstantBytes);
