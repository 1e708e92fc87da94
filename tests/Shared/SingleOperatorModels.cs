using System.Runtime.InteropServices;
using MicroNas.Core;
using MicroNas.Core.Quantization;

namespace MicroNas.Tests.Shared;

/// <summary>Models of one operator, over the whole of what its contract allows.</summary>
public static partial class SingleOperatorModels
{
    private static readonly FusedActivation[] Activations = Enum.GetValues<FusedActivation>();

    /// <summary>Every operator that the product runs.</summary>
    public static IReadOnlyList<Func<Random, QuantizedModel>> All { get; } =
    [
        Convolution, ColumnConvolution, DepthwiseConvolution, FullyConnected, FullyConnectedPerChannel, Add, AveragePool, MaxPool, Mean, Softmax,
        Relu, Concatenation, Pad, Reshape,
    ];

    /// <summary>A random model of a random operator.</summary>
    public static QuantizedModel Any(Random random) => All[random.Next(All.Count)](random);

    private static QuantizedTensor Activation(string name, EquatableArray<int> shape, QuantizationParameters parameters) =>
        new(name, shape, ElementType.Int8, parameters, null);

    private static QuantizedTensor Bias(int[] values, EquatableArray<float> scales) => new(
        "bias", [values.Length], ElementType.Int32, new(scales, Zeros(scales.Count)), MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    private static QuantizedTensor Integers(string name, EquatableArray<int> shape, int[] values) =>
        new(name, shape, ElementType.Int32, null, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    private static QuantizationParameters Parameters(Random random) => QuantizationParameters.PerTensor(
        MathF.Pow(2, (random.NextSingle() * 12) - 10),
        random.Next(4) switch { 0 => -128, 1 => 127, _ => random.Next(-128, 128) });

    /// <summary>Now and then weights of the largest magnitudes alone.</summary>
    private static byte[] Weights(Random random, int count)
    {
        var weights = new byte[count];
        random.NextBytes(weights);
        if (random.Next(6) == 0)
        {
            for (var i = 0; i < count; i++)
            {
                weights[i] = (byte)(sbyte)(random.Next(2) == 0 ? -128 : 127);
            }
        }

        return weights;
    }

    /// <summary>
    /// Weight scales and biases by which sums of <paramref name="fanIn"/> products meet int8's range: multipliers over many
    /// powers of two; now and then so small that only a huge bias shows, or above 1.
    /// </summary>
    private static (EquatableArray<float> Scales, int[] Bias) Rescaling(
        Random random, int scales, int outputChannels, int fanIn, QuantizationParameters input, QuantizationParameters output)
    {
        var kind = random.Next(8);
        float Multiplier() => kind switch
        {
            0 => MathF.Pow(2, random.Next(-34, -21) + random.NextSingle()),
            1 => MathF.Pow(2, random.Next(-3, 5) + random.NextSingle()),
            _ => MathF.Pow(2, random.Next(-6, 7) + random.NextSingle()) / (40 * MathF.Sqrt(fanIn)),
        };
        var largest = kind switch
        {
            0 => random.Next(3) switch { 0 => int.MaxValue, 1 => 1 << 30, _ => 1 << 29 },
            1 => 50,
            _ => 20000,
        };
        return (
            [.. Enumerable.Range(0, scales).Select(_ => Multiplier() * output.Scale / input.Scale)],
            [.. Enumerable.Range(0, outputChannels).Select(_ => random.Next(-largest, largest))]);
    }

    private static EquatableArray<int> Zeros(int count) => [.. new int[count]];

    private static FusedActivation Pick(Random random) => Activations[random.Next(Activations.Length)];
}
