namespace MicroNas.Core.Architectures;

/// <summary>CONV_2D with SAME padding, bias and an optional fused ReLU. Kernel and stride are time x sensors.</summary>
public sealed record ConvolutionOperator(
    string Name,
    EquatableArray<int> Inputs,
    int Output,
    int KernelTime,
    int KernelSensors,
    int StrideTime,
    int StrideSensors,
    bool FusedRelu) : GraphOperator(Name, Inputs, Output);
