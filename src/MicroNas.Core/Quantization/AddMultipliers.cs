namespace MicroNas.Core.Quantization;

/// <summary>The three multipliers of ADD, all below 1.</summary>
public readonly record struct AddMultipliers(FixedPointMultiplier Left, FixedPointMultiplier Right, FixedPointMultiplier Output);
