namespace MicroNas.Core.Quantization;

/// <summary>AVERAGE_POOL_2D; input and output share their quantization.</summary>
public sealed record AveragePool2D(
    EquatableArray<int> Inputs,
    int Output,
    int FilterHeight,
    int FilterWidth,
    int StrideHeight,
    int StrideWidth,
    Padding Padding,
    FusedActivation Activation)
    : Pool2D(Inputs, Output, FilterHeight, FilterWidth, StrideHeight, StrideWidth, Padding, Activation);
