using MicroNas.Core.Architectures;
using MicroNas.Core.Kernels;

namespace MicroNas.Core.Latency;

/// <summary>What an operator's cost depends on: the key of a latency table. Kernel and stride are 1 where the kind has none.</summary>
public readonly record struct OperatorShape(
    OperatorKind Kind,
    TensorShape Input,
    TensorShape Output,
    int KernelTime = 1,
    int KernelSensors = 1,
    int StrideTime = 1,
    int StrideSensors = 1)
{
    /// <summary>What the MicroNas runtime chooses its kernel for.</summary>
    public KernelPreference Kernels { get; init; }

    /// <summary>The way that the emitter chose for a convolution; null where only the preference is known.</summary>
    public ConvolutionPlan? Way { get; init; }

    /// <summary>
    /// Whether the emitter proved no short requantization for this layer (MICRONAS_QUICK), so that it runs the long one. Latency tables hold the short one, which networks of
    /// the product's own quantization take; only a measurement of the emitted layer asks for this.
    /// </summary>
    public bool LongRequantization { get; init; }

    /// <summary>How the MicroNas runtime computes a convolution of this shape.</summary>
    public ConvolutionPlan Plan(ConvolutionShape convolution) => Way ?? ConvolutionPlanner.Plan(convolution, Kernels);
}
