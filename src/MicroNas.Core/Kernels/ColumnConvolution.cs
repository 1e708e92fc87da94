namespace MicroNas.Core.Kernels;

/// <summary>What <c>micronas_convolve_column</c> takes and needs.</summary>
public static class ColumnConvolution
{
    private const int LargestKernel = 16;

    private const int TapsInRegisters = 8;

    /// <summary>Bytes of a widened tap or value.</summary>
    private const int WideBytes = sizeof(short);

    /// <summary>Longer columns are cut: a kilobyte of them is long enough for what a column costs by itself not to matter.</summary>
    private const int MostColumnBytes = 1024;

    /// <summary>Whether the kernel runs layers of this shape.</summary>
    public static bool Supports(ConvolutionShape shape) =>
        shape is { InputChannels: 1, KernelWidth: 1, KernelHeight: <= LargestKernel, PaddingLeft: 0 };

    /// <summary>The one way worth taking.</summary>
    public static ConvolutionPlan Plan(ConvolutionShape shape)
    {
        var rows = Math.Clamp((MostColumnBytes / WideBytes / shape.StrideHeight) & ~1, 1, shape.OutputHeight);
        return new(ConvolutionKernel.Column, rows, ScratchBytes(shape, rows), Cycles(shape));
    }

    /// <summary>Scratch with so many output rows widened at once.</summary>
    public static int ScratchBytes(ConvolutionShape shape, int rows)
    {
        var taps = EvenTaps(shape);
        return checked(WideBytes * ((shape.OutputChannels * taps) + ((rows - 1) * shape.StrideHeight) + taps));
    }

    /// <summary>The runtime keeps as many weights in registers; shorter kernels are as fast as these.</summary>
    private static int EvenTaps(ConvolutionShape shape) => Math.Max((shape.KernelHeight + 1) & ~1, TapsInRegisters);

    /// <summary>Cortex-M4, quick and with a stride of 2: instructions that the compiler makes of it, loads as two cycles.</summary>
    private static double Cycles(ConvolutionShape shape)
    {
        var taps = EvenTaps(shape);
        double columns = shape.OutputWidth;
        var perOutput = 9.5 + (1.25 * taps);
        return columns * ((8.0 * shape.InputHeight) + (shape.OutputChannels * (80 + (shape.OutputHeight * perOutput))));
    }
}
