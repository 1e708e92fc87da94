namespace MicroNas.Core.Kernels;

/// <summary>The runtime's kernels for CONV_2D; all give the same bytes (micronas_runtime.h).</summary>
public enum ConvolutionKernel
{
    /// <summary><c>micronas_convolve_plain</c>: any shape, no scratch.</summary>
    Plain,
}
