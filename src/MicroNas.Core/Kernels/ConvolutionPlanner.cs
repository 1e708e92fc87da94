namespace MicroNas.Core.Kernels;

/// <summary>Chooses kernel and scratch of each CONV_2D from its shape alone, so that the search and the emitter agree.</summary>
public static class ConvolutionPlanner
{
    /// <summary>
    /// Tiles that share one expansion of a channel pair's weights: the expansion costs a group about 4 instructions a tile group's 10,
    /// so that 16 tiles bring it below 3 %.
    /// </summary>
    private static readonly int TilesOfStrip = int.Parse(Environment.GetEnvironmentVariable("TILES") ?? "16");

    /// <summary>The fastest way for this shape.</summary>
    public static ConvolutionPlan Plan(ConvolutionShape shape)
    {
        if (shape.OutputChannels < 2)
        {
            return new(ConvolutionKernel.Plain, 1, 0);
        }

        var pixelPairs = ((shape.OutputHeight * shape.OutputWidth) + 1) / 2;
        if (shape.InputChannels % TileScratch.Group == 0)
        {
            if (shape is { KernelHeight: 1, KernelWidth: 1, StrideHeight: 1, StrideWidth: 1 })
            {
                var rows = Math.Min(TilesOfStrip, pixelPairs);
                return new(ConvolutionKernel.Pixels, rows, TileScratch.Pixels(shape.InputChannels, rows));
            }

            if (LineGeometry.Of(shape) is { } lines)
            {
                var rows = Math.Clamp(TilesOfStrip / lines.Positions, 1, lines.Rows);
                return new(ConvolutionKernel.Lines, rows, TileScratch.Lines(lines, rows));
            }
        }

        var patches = Math.Min(TilesOfStrip / 2, pixelPairs);
        return new(ConvolutionKernel.Patches, patches, TileScratch.Patches(shape.FilterSize, patches));
    }
}
