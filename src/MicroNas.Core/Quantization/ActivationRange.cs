namespace MicroNas.Core.Quantization;

/// <summary>The real values that an activation tensor takes; always includes 0, so that 0 has an exact int8 value.</summary>
public readonly record struct ActivationRange(float Minimum, float Maximum);
