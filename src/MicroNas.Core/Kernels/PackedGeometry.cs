namespace MicroNas.Core.Kernels;

/// <summary>How <c>micronas_convolve_packed</c> sees a convolution along one axis (micronas_packed.h); the runtime computes the same.</summary>
/// <param name="Lines">The convolution.</param>
public readonly record struct PackedGeometry(LineGeometry Lines)
{
    /// <summary>Taps of two neighbouring outputs' inputs: two strides.</summary>
    public int Span => 2 * Lines.Stride;

    /// <summary>Spans of the kernel.</summary>
    public int Pairs => (Lines.Kernel + Span - 1) / Span;

    /// <summary>Zero taps before the kernel: where they fit, they bring spans and the image into step.</summary>
    public int Lead
    {
        get
        {
            var lead = Span - 1 - ((Lines.Padding + Span - 1) % Span);
            return lead <= (Pairs * Span) - Lines.Kernel ? lead : 0;
        }
    }

    /// <summary>Runs of C_in words of a whole sweep: one for each pair of taps that holds weights.</summary>
    public int Groups => ((Pairs - 1) * Lines.Stride) + Math.Min(Lines.Stride, Lines.Kernel + Lead - ((Pairs - 1) * Span));

    /// <summary>Words of a whole sweep.</summary>
    public int Steps => Groups * Lines.Channels;

    /// <summary>Two lines, words outside the image left out.</summary>
    public PackedRow Whole
    {
        get
        {
            var padding = Lines.Padding + Lead;
            var lastSpan = (Lines.Taps - 1 + padding) / Span;
            var sweeps = (Lines.Positions / 2) + (Lines.Positions % 2 == 1 || lastSpan >= Lines.Positions / 2 ? 1 : 0);
            return new(this, padding / Span, Math.Min(Math.Max(lastSpan + 1, sweeps), sweeps + Pairs - 1), sweeps);
        }
    }

    /// <summary>Both halves of one line, words outside the image zero.</summary>
    public PackedRow Halves
    {
        get
        {
            var sweeps = (Lines.Half / 2) + 1;
            return new(this, 0, sweeps + Pairs - 1, sweeps);
        }
    }

    /// <summary>Whether an odd last line is cut into halves instead of being computed twice.</summary>
    public bool SplitsLast => Lines.Count % 2 == 1 && Halves.Steps < Whole.Steps;
}
