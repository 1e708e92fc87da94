using MicroNas.Core.Kernels;

namespace MicroNas.Core.Latency;

/// <summary>Decides <see cref="OperatorCondition"/> for a shape.</summary>
public static class OperatorConditions
{
    public static bool Holds(this OperatorCondition condition, OperatorShape shape) => condition switch
    {
        OperatorCondition.Always => true,
        OperatorCondition.Pointwise => IsPointwise(shape),
        OperatorCondition.PointwiseChannels4 => IsPointwise(shape) && shape.Input.Channels % 4 == 0,
        OperatorCondition.Channels4 => shape.Input.Channels % 4 == 0,
        OperatorCondition.OneChannel => shape.Input.Channels == 1,
        OperatorCondition.Lines => Kernel(shape) == ConvolutionKernel.Lines,
        OperatorCondition.Pixels => Kernel(shape) == ConvolutionKernel.Pixels,
        OperatorCondition.Patches => Kernel(shape) == ConvolutionKernel.Patches,
        OperatorCondition.Packed => Kernel(shape) == ConvolutionKernel.Packed,
        OperatorCondition.Column => Kernel(shape) == ConvolutionKernel.Column,
        OperatorCondition.FourChannels => shape.Input.Channels >= 4,
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, null),
    };

    private static ConvolutionKernel Kernel(OperatorShape shape) => shape.Plan(ConvolutionShape.Of(shape)).Kernel;

    private static bool IsPointwise(OperatorShape shape) =>
        shape is { KernelTime: 1, KernelSensors: 1, StrideTime: 1, StrideSensors: 1 };
}
