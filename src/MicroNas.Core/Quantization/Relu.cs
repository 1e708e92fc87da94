namespace MicroNas.Core.Quantization;

/// <summary>RELU as an operator of its own: input and output may differ in scale and zero point.</summary>
public sealed record Relu(EquatableArray<int> Inputs, int Output) : QuantizedOperator(Inputs, Output);
