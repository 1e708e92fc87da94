namespace MicroNas.Core.Quantization;

/// <summary>A pool over windows of height x width: one value a channel; input and output have one quantization.</summary>
public abstract record Pool2D(
    EquatableArray<int> Inputs,
    int Output,
    int FilterHeight,
    int FilterWidth,
    int StrideHeight,
    int StrideWidth,
    Padding Padding,
    FusedActivation Activation) : QuantizedOperator(Inputs, Output);
