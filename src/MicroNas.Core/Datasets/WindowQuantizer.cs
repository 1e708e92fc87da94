using MicroNas.Core.Quantization;

namespace MicroNas.Core.Datasets;

/// <summary>
/// From raw sensor units to the model's int8 input: standardise, clip, compress, quantize, in float32 and in the order of the
/// firmware's <c>micronas_preprocess</c>, so that both give the same bytes.
/// </summary>
public static class WindowQuantizer
{
    /// <summary>Quantizes T x S (or N x T x S) values; rounds half away from zero.</summary>
    public static void Quantize(
        ReadOnlySpan<float> window, ChannelNormalization normalization, QuantizationParameters input, Span<sbyte> output)
    {
        // The firmware saturates here before it converts to an integer; every larger value ends at the same int8.
        const float limit = 512f;
        var channels = normalization.Mean.Count;
        for (var i = 0; i < window.Length; i++)
        {
            var channel = i % channels;
            var value = Math.Clamp(normalization.Apply(window[i], channel) / input.Scale, -limit, limit);
            var rounded = (int)MathF.Round(value, MidpointRounding.AwayFromZero);
            output[i] = (sbyte)Math.Clamp(rounded + input.ZeroPoint, sbyte.MinValue, sbyte.MaxValue);
        }
    }

    /// <summary>Every window of a set, one after the other: N x T x S.</summary>
    public static sbyte[] QuantizeAll(WindowSet windows, ChannelNormalization normalization, QuantizationParameters input)
    {
        var output = new sbyte[windows.Values.Length];
        Quantize(windows.Values, normalization, input, output);
        return output;
    }
}
