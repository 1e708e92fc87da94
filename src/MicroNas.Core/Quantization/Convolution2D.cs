namespace MicroNas.Core.Quantization;

/// <summary>CONV_2D: inputs are activation, weights (OHWI), bias (int32, may be absent).</summary>
public sealed record Convolution2D(
    EquatableArray<int> Inputs,
    int Output,
    int StrideHeight,
    int StrideWidth,
    Padding Padding,
    FusedActivation Activation) : QuantizedOperator(Inputs, Output);
