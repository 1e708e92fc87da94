namespace MicroNas.Core.Quantization;

/// <summary>
/// FULLY_CONNECTED: inputs are activation, weights (N x K), bias (int32, may be absent). The activation counts as rows of K values.
/// </summary>
public sealed record FullyConnected(EquatableArray<int> Inputs, int Output, FusedActivation Activation, bool KeepDimensions)
    : QuantizedOperator(Inputs, Output);
