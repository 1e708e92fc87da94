namespace MicroNas.Core.Quantization;

/// <summary>SOFTMAX over the last axis; output scale 1/256, zero point -128.</summary>
public sealed record Softmax(EquatableArray<int> Inputs, int Output, float Beta) : QuantizedOperator(Inputs, Output);
