namespace MicroNas.Core.Kernels;

/// <summary>What the runtime's C calls the kernels and how their descriptors are filled.</summary>
public static class ConvolutionKernels
{
    /// <summary>The kernel's function in micronas_runtime.h.</summary>
    public static string FunctionName(ConvolutionKernel kernel) => "micronas_convolve_" + kernel switch
    {
        ConvolutionKernel.Plain => "plain",
        ConvolutionKernel.Lines => "lines",
        ConvolutionKernel.Pixels => "pixels",
        ConvolutionKernel.Patches => "patches",
        ConvolutionKernel.Column => "column",
        ConvolutionKernel.Packed => "packed",
        _ => throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "The runtime has no such kernel."),
    };

    /// <summary>The descriptor's <c>split_last</c>.</summary>
    public static bool SplitsLast(ConvolutionKernel kernel, ConvolutionShape shape) => kernel switch
    {
        ConvolutionKernel.Lines => LineGeometry.Of(shape) is { SplitsLast: true },
        ConvolutionKernel.Packed => PackedConvolution.GeometryOf(shape).SplitsLast,
        _ => false,
    };
}
