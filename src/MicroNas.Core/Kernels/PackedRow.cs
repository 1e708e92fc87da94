namespace MicroNas.Core.Kernels;

/// <summary>What <c>micronas_convolve_packed</c> packs and sweeps at a time: two lines or both halves of one.</summary>
/// <param name="Geometry">Of the convolution.</param>
/// <param name="FirstSpan">The first span that is packed.</param>
/// <param name="EndSpan">The span after the last.</param>
/// <param name="Sweeps">One for every two outputs of a line, and half a one where outputs end with a pair.</param>
public readonly record struct PackedRow(PackedGeometry Geometry, int FirstSpan, int EndSpan, int Sweeps)
{
    private const int WordBytes = sizeof(uint);
    private const int LinesOfRow = 2;

    /// <summary>Runs of C_in words of each line.</summary>
    public int Groups => (EndSpan - FirstSpan) * Geometry.Lines.Stride;

    /// <summary>Of the packed words.</summary>
    public int Bytes => checked(Groups * Geometry.Lines.Channels * LinesOfRow * WordBytes);

    /// <summary>Words that all sweeps multiply, one channel pair.</summary>
    public int Steps
    {
        get
        {
            var steps = 0;
            for (var sweep = 0; sweep < Sweeps; sweep++)
            {
                steps += StepsOf(sweep);
            }

            return steps;
        }
    }

    /// <summary>Words of one sweep: taps outside the row are left out.</summary>
    public int StepsOf(int sweep)
    {
        var first = Math.Max(0, FirstSpan - sweep) * Geometry.Lines.Stride;
        var end = Math.Min(Math.Min(Geometry.Pairs, EndSpan - sweep) * Geometry.Lines.Stride, Geometry.Groups);
        return (end - first) * Geometry.Lines.Channels;
    }
}
