namespace MicroNas.Core.Quantization;

/// <summary>MAX_POOL_2D: the largest of the window's values inside the map; input and output have one quantization.</summary>
public sealed record MaxPool2D(
    EquatableArray<int> Inputs,
    int Output,
    int FilterHeight,
    int FilterWidth,
    int StrideHeight,
    int StrideWidth,
    Padding Padding,
    FusedActivation Activation)
    : Pool2D(Inputs, Output, FilterHeight, FilterWidth, StrideHeight, StrideWidth, Padding, Activation);
