using MicroNas.Core.Quantization;

namespace MicroNas.Core.Kernels;

/// <summary>A convolution along one axis as <c>micronas_convolve_lines</c> sees it: lines run along the kernel.</summary>
/// <param name="Taps">Inputs along the axis.</param>
/// <param name="Positions">Outputs along the axis.</param>
/// <param name="Kernel">Taps of the kernel.</param>
/// <param name="Stride">Along the axis.</param>
/// <param name="Padding">Taps of the first window that lie before the image.</param>
/// <param name="Count">Outputs across the axis.</param>
/// <param name="Channels">Input channels.</param>
/// <param name="IsContiguous">Whether neighbouring taps are neighbours in memory.</param>
public readonly record struct LineGeometry(
    int Taps, int Positions, int Kernel, int Stride, int Padding, int Count, int Channels, bool IsContiguous)
{
    /// <summary>Bytes of a tap of two pixels, widened.</summary>
    public int TapBytes => Channels / TileScratch.Group * TileScratch.GroupBytes;

    /// <summary>Positions of half a line, the larger half.</summary>
    public int Half => (Positions + 1) / 2;

    /// <summary>Pairs of lines; an odd last line counts as one.</summary>
    public int Rows => (Count + 1) / 2;

    /// <summary>Pairs of position and tap inside the image on one line.</summary>
    public int ValidTaps => Enumerable.Range(0, Positions).Sum(Sweep);

    /// <summary>Entries of the runtime's list of segments: neighbouring positions with whole sweeps share one.</summary>
    public int Segments
    {
        get
        {
            var (segments, previousIsWhole) = (0, false);
            for (var position = 0; position < Positions; position++)
            {
                var isWhole = Sweep(position) == Kernel;
                segments += isWhole && previousIsWhole ? 0 : 1;
                previousIsWhole = isWhole;
            }

            return segments;
        }
    }

    /// <summary>
    /// Whether an odd last line is cut into halves: they sweep taps outside the image too, but without a partner every
    /// product of the line would be made twice.
    /// </summary>
    public bool SplitsLast => Count % 2 == 1 && Half * Kernel < ValidTaps;

    /// <summary>Null where the kernel does not run along one axis.</summary>
    public static LineGeometry? Of(ConvolutionShape shape) => shape switch
    {
        { KernelHeight: 1 } => new(
            shape.InputWidth, shape.OutputWidth, shape.KernelWidth, shape.StrideWidth, shape.PaddingLeft, shape.OutputHeight, shape.InputChannels,
            IsContiguous: true),
        { KernelWidth: 1 } => new(
            shape.InputHeight, shape.OutputHeight, shape.KernelHeight, shape.StrideHeight, shape.PaddingTop, shape.OutputWidth, shape.InputChannels,
            IsContiguous: shape.InputWidth == 1),
        _ => null,
    };

    private int Sweep(int position) => ConvolutionGeometry.TapsInside(position, Taps, Kernel, Stride, Padding);
}
