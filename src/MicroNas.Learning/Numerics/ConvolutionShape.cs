using MicroNas.Core.Architectures;

namespace MicroNas.Learning.Numerics;

/// <summary>Shape of a convolution; <paramref name="Input"/> is T x S x C, padding is SAME.</summary>
internal sealed record ConvolutionShape(
    TensorShape Input,
    int Filters,
    int KernelTime,
    int KernelSensors,
    int StrideTime,
    int StrideSensors)
{
    public TensorShape Output => new(
        SamePadding.OutputSize(Input.Time, StrideTime), SamePadding.OutputSize(Input.Sensors, StrideSensors), Filters);
}
