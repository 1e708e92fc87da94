namespace MicroNas.Core.Quantization;

/// <summary>
/// The fixed-point multipliers of each operator, computed from scales in the very order of operations of TensorFlow Lite's
/// Prepare functions. The interpreter and the C emitter share them.
/// </summary>
public static class OutputMultipliers
{
    /// <summary>Bits by which ADD shifts its inputs left before rescaling them.</summary>
    public const int AddLeftShift = 20;

    /// <summary>CONV_2D and DEPTHWISE_CONV_2D: input scale · weight scale / output scale, one an output channel.</summary>
    public static FixedPointMultiplier[] Convolution(
        QuantizationParameters input, QuantizationParameters weights, QuantizationParameters output, int outputChannels) =>
        [.. Enumerable.Range(0, outputChannels).Select(channel => FixedPointMultiplier.FromReal(ConvolutionScale(input, weights, channel, output)))];

    /// <summary>
    /// FULLY_CONNECTED, one an output channel: as a convolution where each row of weights has its scale; the product of input
    /// and weight scale is rounded to single precision where they share one.
    /// </summary>
    public static FixedPointMultiplier[] FullyConnected(
        QuantizationParameters input, QuantizationParameters weights, QuantizationParameters output, int outputChannels) =>
        [.. Enumerable.Range(0, outputChannels).Select(channel => FixedPointMultiplier.FromReal(FullyConnectedScale(input, weights, channel, output)))];

    /// <summary>RELU: input scale / output scale, divided in single precision.</summary>
    public static FixedPointMultiplier Relu(QuantizationParameters input, QuantizationParameters output) =>
        FixedPointMultiplier.FromReal(ReluScale(input, output));

    /// <summary>ADD: both inputs are brought to twice the larger scale, their sum to the output's.</summary>
    public static AddMultipliers Add(QuantizationParameters left, QuantizationParameters right, QuantizationParameters output)
    {
        var twiceLargest = (double)(2 * Math.Max(left.Scale, right.Scale));
        return new(
            FixedPointMultiplier.FromReal(left.Scale / twiceLargest),
            FixedPointMultiplier.FromReal(right.Scale / twiceLargest),
            FixedPointMultiplier.FromReal(twiceLargest / ((1 << AddLeftShift) * (double)output.Scale)));
    }

    /// <summary>MEAN over <paramref name="count"/> elements, 1/count folded into the mantissa (current TFLM).</summary>
    public static FixedPointMultiplier Mean(QuantizationParameters input, QuantizationParameters output, int count)
    {
        var multiplier = FixedPointMultiplier.FromReal((double)input.Scale / output.Scale);
        var shift = Math.Min(Math.Min(int.Log2(count), 32), 31 + multiplier.Shift);
        return new((int)(((long)multiplier.Mantissa << shift) / count), multiplier.Shift - shift);
    }

    /// <summary>
    /// SOFTMAX: beta · input scale in Q5.26. From 2^30 on the shift is 31, and TFLite then counts the largest logits alone.
    /// </summary>
    public static FixedPointMultiplier Softmax(float beta, QuantizationParameters input) =>
        FixedPointMultiplier.TryFromReal((double)beta * input.Scale * (1 << 26), out var multiplier)
            ? multiplier
            : new(int.MaxValue, 31);

    internal static double ConvolutionScale(
        QuantizationParameters input, QuantizationParameters weights, int channel, QuantizationParameters output) =>
        (double)input.Scale * weights.Scales[weights.Scales.Count == 1 ? 0 : channel] / output.Scale;

    internal static double FullyConnectedScale(
        QuantizationParameters input, QuantizationParameters weights, int channel, QuantizationParameters output) =>
        weights.Scales.Count == 1
            ? (double)(float)(input.Scale * weights.Scale) / output.Scale
            : ConvolutionScale(input, weights, channel, output);

    internal static double ReluScale(QuantizationParameters input, QuantizationParameters output) => (double)(float)(input.Scale / output.Scale);
}
