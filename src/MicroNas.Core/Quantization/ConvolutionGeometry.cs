namespace MicroNas.Core.Quantization;

/// <summary>How a kernel lies over one axis of its input (TFLite's ComputePaddingHeightWidth).</summary>
public static class ConvolutionGeometry
{
    /// <summary>Positions of the output along the axis; 0 or less where the kernel does not fit.</summary>
    public static int OutputSize(Padding padding, int input, int kernel, int stride) => padding == Padding.Same
        ? (int)(((long)input + stride - 1) / stride)
        : (int)Math.Max(0, ((long)input + stride - kernel) / stride);

    /// <summary>Padding in front of the axis; the odd element goes behind.</summary>
    public static int PaddingBefore(Padding padding, int input, int kernel, int stride, int output) => padding == Padding.Same
        ? (int)(Math.Max(0, (((long)output - 1) * stride) + kernel - input) / 2)
        : 0;

    /// <summary>Taps of a kernel that fall inside the input at one output position of one axis.</summary>
    public static int TapsInside(int position, int input, int kernel, int stride, int paddingBefore)
    {
        var start = (position * stride) - paddingBefore;
        return Math.Max(0, Math.Min(kernel, input - start) - Math.Max(0, -start));
    }
}
