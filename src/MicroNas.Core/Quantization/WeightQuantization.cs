namespace MicroNas.Core.Quantization;

/// <summary>
/// Symmetric int8 weights per output channel, zero point 0, [-127, 127]. The quantizer and training's fake quantization
/// share these functions, so that training sees the values that the device computes with.
/// </summary>
public static class WeightQuantization
{
    /// <summary>Smallest weight scale: keeps the products with any input scale that occurs normal numbers.</summary>
    private const float MinimumScale = 1e-12f;

    private const float SmallestMultiplier = 1f / (1 << 21);

    /// <summary>
    /// The scale of one output channel: max|w|/127; 1/127 where all weights are 0. It is raised where the bias would
    /// otherwise overflow the int32 accumulator.
    /// </summary>
    /// <param name="weights">The weights of the channel.</param>
    /// <param name="bias">The bias of the channel, a real number.</param>
    /// <param name="inputScale">The scale of the input activation.</param>
    public static float ChannelScale(ReadOnlySpan<float> weights, float bias, float inputScale)
    {
        var largest = 0f;
        foreach (var weight in weights)
        {
            largest = Math.Max(largest, Math.Abs(weight));
        }

        var scale = largest == 0 ? 1 / 127f : largest / 127f;
        var forBias = (float)(Math.Abs((double)bias) / (inputScale * (double)BiasLimit(weights.Length)));
        return Math.Max(Math.Max(scale, forBias), Math.Max(MinimumScale, 1e-36f / inputScale));
    }

    /// <summary>round(w / scale), ties to even, clamped to [-127, 127]; single precision throughout, as tensors compute it.</summary>
    public static sbyte Quantize(float weight, float scale) =>
        (sbyte)Math.Clamp(MathF.Round(weight / scale, MidpointRounding.ToEven), -127, 127);

    /// <summary>The value that the device computes with in place of <paramref name="weight"/>.</summary>
    public static float FakeQuantize(float weight, float scale) => Quantize(weight, scale) * scale;

    /// <summary>Quantizes the weights and the bias of one convolution.</summary>
    /// <param name="convolution">Weights O x H x W x I and one bias an output channel, all finite.</param>
    /// <param name="inputScale">The scale of the input activation.</param>
    /// <param name="outputScale">
    /// The scale of the output. Channels that training left nearly silent get a scale that keeps their multiplier at 2^-21 or more:
    /// what their weights lose is far below one step of the output, and one such channel would keep the runtime from requantizing
    /// the whole layer in five instructions (MICRONAS_QUICK).
    /// </param>
    public static QuantizedConvolutionWeights Quantize(TrainedConvolution convolution, float inputScale, float outputScale)
    {
        var smallestScale = outputScale * SmallestMultiplier / inputScale;
        var outputs = convolution.Bias.Length;
        var fanIn = convolution.Weights.Length / outputs;
        var weights = new sbyte[convolution.Weights.Length];
        var (scales, bias, biasScales) = (new float[outputs], new int[outputs], new float[outputs]);
        for (var output = 0; output < outputs; output++)
        {
            var channel = convolution.Weights.AsSpan(output * fanIn, fanIn); // H x W x I
            var scale = Math.Max(ChannelScale(channel, convolution.Bias[output], inputScale), smallestScale);
            for (var i = 0; i < fanIn; i++)
            {
                weights[(output * fanIn) + i] = Quantize(channel[i], scale);
            }

            scales[output] = scale;
            biasScales[output] = inputScale * scale;
            var limit = BiasLimit(fanIn);
            bias[output] = (int)Math.Clamp(
                Math.Round(convolution.Bias[output] / ((double)inputScale * scale), MidpointRounding.ToEven), -limit, limit);
        }

        return new(weights, scales, bias, biasScales);
    }

    /// <summary>The largest |bias| with which no input can overflow the int32 accumulator; half of the 2^30 that MICRONAS_QUICK allows.</summary>
    private static long BiasLimit(int fanIn) => Math.Max(1, Math.Min(1L << 29, int.MaxValue - (fanIn * 255L * 127L)));
}
