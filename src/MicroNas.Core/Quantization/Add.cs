namespace MicroNas.Core.Quantization;

/// <summary>ADD of two activations of one shape.</summary>
public sealed record Add(EquatableArray<int> Inputs, int Output, FusedActivation Activation) : QuantizedOperator(Inputs, Output);
