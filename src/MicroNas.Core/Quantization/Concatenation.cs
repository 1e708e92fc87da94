namespace MicroNas.Core.Quantization;

/// <summary>CONCATENATION along one axis (0 to rank - 1); all tensors have one quantization.</summary>
public sealed record Concatenation(EquatableArray<int> Inputs, int Output, int Axis) : QuantizedOperator(Inputs, Output);
