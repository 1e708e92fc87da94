namespace MicroNas.Core.Kernels;

/// <summary>
/// Proves that no field of <c>micronas_convolve_packed</c>'s sums overflows: every window of as many words as a chunk has
/// keeps its sums within [-2^20, 2^20) for all activations that int8 can hold.
/// </summary>
/// <remarks>
/// A word holds two taps' weights. The middle field sums the products of both, the low and the high field those of one of
/// them, so that the middle field's bound holds for all three; shorter windows have smaller sums, since zero is one of the
/// activations. Carries do not matter within a chunk: fields are read at its end alone.
/// </remarks>
public static class PackedParts
{
    private const int Center = 1 << 20;
    private const int LargestWeight = 128;
    private const int LargestActivation = 255;

    /// <summary>Words that are safe whatever the weights.</summary>
    public const int SafeChunk = (Center - 1) / (LargestActivation * 2 * LargestWeight);

    /// <summary>Words of a sweep that a byte of parts can always cut into safe chunks.</summary>
    public const int MostSteps = SafeChunk * byte.MaxValue;

    /// <summary>The descriptor's <c>parts</c>: for each pair of channels, into how many chunks a whole sweep is cut.</summary>
    /// <param name="shape">One that <see cref="PackedConvolution.Supports"/>.</param>
    /// <param name="weights">[N][kernel][C_in].</param>
    /// <param name="inputZeroPoint">[-128, 127].</param>
    public static byte[] Of(ConvolutionShape shape, ReadOnlySpan<sbyte> weights, int inputZeroPoint)
    {
        var geometry = PackedConvolution.GeometryOf(shape);
        var filter = shape.FilterSize;
        var parts = new byte[shape.OutputChannels / 2];
        for (var pair = 0; pair < parts.Length; pair++)
        {
            var chunk = Math.Min(
                LongestChunk(geometry, weights.Slice(2 * pair * filter, filter), inputZeroPoint),
                LongestChunk(geometry, weights.Slice(((2 * pair) + 1) * filter, filter), inputZeroPoint));
            parts[pair] = checked((byte)((geometry.Steps + chunk - 1) / chunk));
        }

        return parts;
    }

    /// <summary>The largest number of words of which no window overflows.</summary>
    private static int LongestChunk(PackedGeometry geometry, ReadOnlySpan<sbyte> filter, int inputZeroPoint)
    {
        var (positive, negative) = Magnitudes(geometry, filter);
        var (highest, lowest) = (127 - inputZeroPoint, inputZeroPoint + 128);
        var longest = geometry.Steps;
        var (sumOfPositive, sumOfNegative, end) = (0, 0, 0);
        for (var start = 0; start < geometry.Steps; start++)
        {
            while (end < geometry.Steps && Fits(sumOfPositive + positive[end], sumOfNegative + negative[end]))
            {
                sumOfPositive += positive[end];
                sumOfNegative += negative[end];
                end++;
            }

            if (end == geometry.Steps)
            {
                break;
            }

            longest = Math.Min(longest, end - start);
            sumOfPositive -= positive[start];
            sumOfNegative -= negative[start];
        }

        return longest;

        bool Fits(int positives, int negatives) =>
            (highest * positives) + (lowest * negatives) < Center && (lowest * positives) + (highest * negatives) <= Center;
    }

    /// <summary>For each word, in the order of the sweep, the positive and the negative weights that it holds.</summary>
    private static (int[] Positive, int[] Negative) Magnitudes(PackedGeometry geometry, ReadOnlySpan<sbyte> filter)
    {
        var lines = geometry.Lines;
        var (positive, negative) = (new int[geometry.Steps], new int[geometry.Steps]);
        for (var word = 0; word < geometry.Steps; word++)
        {
            var (group, channel) = Math.DivRem(word, lines.Channels);
            var (span, phase) = Math.DivRem(group, lines.Stride);
            var tap = (span * geometry.Span) + phase - geometry.Lead;
            for (var i = 0; i < 2; i++, tap += lines.Stride)
            {
                var weight = tap >= 0 && tap < lines.Kernel ? filter[(tap * lines.Channels) + channel] : (sbyte)0;
                positive[word] += Math.Max((int)weight, 0);
                negative[word] += Math.Max(-weight, 0);
            }
        }

        return (positive, negative);
    }
}
