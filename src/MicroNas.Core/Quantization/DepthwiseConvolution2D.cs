namespace MicroNas.Core.Quantization;

/// <summary>
/// DEPTHWISE_CONV_2D: inputs are activation, weights (1 x H x W x C·multiplier, scales on dimension 3), bias (int32, may be
/// absent). Output channel c·multiplier + m reads input channel c alone.
/// </summary>
public sealed record DepthwiseConvolution2D(
    EquatableArray<int> Inputs,
    int Output,
    int StrideHeight,
    int StrideWidth,
    Padding Padding,
    FusedActivation Activation,
    int DepthMultiplier) : QuantizedOperator(Inputs, Output);
