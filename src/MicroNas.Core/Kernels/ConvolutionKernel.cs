namespace MicroNas.Core.Kernels;

/// <summary>The runtime's kernels for CONV_2D; all give the same bytes (micronas_runtime.h).</summary>
public enum ConvolutionKernel
{
    /// <summary><c>micronas_convolve_plain</c>: any shape, no scratch.</summary>
    Plain,

    /// <summary><c>micronas_convolve_lines</c>: kernels along one axis, input channels that 4 divides.</summary>
    Lines,

    /// <summary><c>micronas_convolve_pixels</c>: kernel 1x1 with stride 1, input channels that 4 divides.</summary>
    Pixels,

    /// <summary><c>micronas_convolve_patches</c>: any shape with at least two output channels.</summary>
    Patches,

    /// <summary><c>micronas_convolve_column</c>: one input channel, kernels along time.</summary>
    Column,

    /// <summary><c>micronas_convolve_packed</c>: kernels along one axis, see <see cref="PackedConvolution.Supports"/>.</summary>
    Packed,
}
