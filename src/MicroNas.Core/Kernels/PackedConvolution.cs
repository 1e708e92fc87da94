namespace MicroNas.Core.Kernels;

/// <summary>What <c>micronas_convolve_packed</c> takes and needs.</summary>
public static class PackedConvolution
{
    private const int Group = 4;
    private const int SweepBytes = 28;
    private const int WordBytes = sizeof(uint);

    /// <summary>
    /// Whether the kernel runs layers of this shape; their requantization must also be quick (<see cref="RequantizationForm"/>).
    /// Any weights will do: those of large magnitude only make it slower.
    /// </summary>
    public static bool Supports(ConvolutionShape shape) =>
        LineGeometry.Of(shape) is { } lines
        && lines.Kernel >= 2 && lines.Padding < lines.Kernel
        && (shape.KernelHeight == 1 ? shape.PaddingTop : shape.PaddingLeft) == 0
        && shape.InputChannels % Group == 0 && shape.OutputChannels % 2 == 0
        && new PackedGeometry(lines).Steps <= PackedParts.MostSteps;

    /// <summary>
    /// Scratch with so many pairs of lines packed at once, and enough for <c>micronas_convolve_lines</c>, which a runtime compiled for size
    /// runs instead.
    /// </summary>
    /// <exception cref="ArgumentException">The kernel does not run this shape.</exception>
    public static int ScratchBytes(ConvolutionShape shape, int rows)
    {
        var geometry = GeometryOf(shape);
        var (whole, halves) = (geometry.Whole, geometry.Halves);
        var sweeps = whole.Sweeps + 1;
        var rowBytes = whole.Bytes;
        if (geometry.SplitsLast)
        {
            sweeps += halves.Sweeps + 1;
            rowBytes = Math.Max(rowBytes, halves.Bytes);
        }

        var packed = checked((sweeps * SweepBytes) + (2 * shape.InputChannels) + (geometry.Steps * 2 * WordBytes) + (rows * rowBytes));
        return Math.Max(packed, TileScratch.Lines(geometry.Lines, rows, geometry.SplitsLast));
    }

    /// <summary>The geometry of a supported shape.</summary>
    /// <exception cref="ArgumentException">The kernel does not run this shape.</exception>
    public static PackedGeometry GeometryOf(ConvolutionShape shape) => Supports(shape)
        ? new PackedGeometry(LineGeometry.Of(shape)!.Value)
        : throw new ArgumentException($"micronas_convolve_packed does not run {shape}.", nameof(shape));
}
