namespace MicroNas.Core.Quantization;

/// <summary>PAD: inputs are activation and a constant of int32 pairs (before, after), one an axis; filled with the zero point.</summary>
public sealed record Pad(EquatableArray<int> Inputs, int Output) : QuantizedOperator(Inputs, Output);
