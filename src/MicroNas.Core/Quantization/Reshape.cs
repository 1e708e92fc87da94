namespace MicroNas.Core.Quantization;

/// <summary>RESHAPE; the output tensor's shape says all.</summary>
public sealed record Reshape(EquatableArray<int> Inputs, int Output) : QuantizedOperator(Inputs, Output);
