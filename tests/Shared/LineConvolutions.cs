using System.Runtime.InteropServices;
using MicroNas.Core;
using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Tests.Shared;

/// <summary>Models of one convolution along one axis, with a quick requantization (<see cref="RequantizationForm"/>).</summary>
public static class LineConvolutions
{
    private const float OutputScale = 1f;

    /// <summary>Random shapes that <see cref="PackedConvolution.Supports"/>, weights of every magnitude.</summary>
    public static QuantizedModel Draw(Random random)
    {
        while (true)
        {
            var alongHeight = random.Next(2) == 0;
            int Pick(int along, int across, int axis) => (axis == 0) == alongHeight ? along : across;
            var (taps, strides) = (random.Next(2, 17), (Along: random.Next(1, 4), Across: random.Next(1, 3)));
            var (positions, lines) = (random.Next(1, 20), random.Next(1, 8));
            var padding = (Padding)random.Next(2);
            if (padding == Padding.Valid)
            {
                positions += taps;
            }

            var model = Build(
                [Pick(positions, lines, 0), Pick(positions, lines, 1), 4 * random.Next(1, 9)],
                [Pick(taps, 1, 0), Pick(taps, 1, 1)],
                [Pick(strides.Along, strides.Across, 0), Pick(strides.Along, strides.Across, 1)],
                padding,
                outputChannels: 2 * random.Next(1, 5),
                inputZeroPoint: random.Next(3) switch { 0 => -128, 1 => 127, _ => random.Next(-128, 128) },
                outputZeroPoint: random.Next(2) == 0 ? -128 : random.Next(-127, 128),
                Filler(random));
            if (PackedConvolution.Supports(ShapeOf(model)))
            {
                return model;
            }
        }
    }

    /// <summary>One convolution; its multipliers bring the largest possible sum to a few hundred steps of the output.</summary>
    /// <param name="input">Height, width, channels.</param>
    /// <param name="kernel">Height, width.</param>
    /// <param name="stride">Vertical, horizontal.</param>
    /// <param name="padding">Of both axes.</param>
    /// <param name="outputChannels">N.</param>
    /// <param name="inputZeroPoint">Of the input.</param>
    /// <param name="outputZeroPoint">Of the output.</param>
    /// <param name="weight">The weight of each index.</param>
    public static QuantizedModel Build(
        int[] input, int[] kernel, int[] stride, Padding padding, int outputChannels, int inputZeroPoint, int outputZeroPoint, Func<int, sbyte> weight)
    {
        var fanIn = kernel[0] * kernel[1] * input[2];
        var weights = Enumerable.Range(0, outputChannels * fanIn).Select(weight).ToArray();
        var highest = Math.Max(127 - inputZeroPoint, inputZeroPoint + 128);
        float[] scales = [.. Enumerable.Range(0, outputChannels).Select(channel =>
            400f / (highest * (16 + weights.Skip(channel * fanIn).Take(fanIn).Sum(value => Math.Abs((float)value)))))];
        var bias = Enumerable.Range(0, outputChannels).Select(channel => ((channel % 5) - 2) * 4321).ToArray();
        int Out(int axis) => ConvolutionGeometry.OutputSize(padding, input[axis], kernel[axis], stride[axis]);
        EquatableArray<int> zeros = [.. new int[outputChannels]];
        return new(
            "lines",
            [
                new("input", [1, .. input], ElementType.Int8, QuantizationParameters.PerTensor(1f, inputZeroPoint), null),
                new(
                    "output", [1, Out(0), Out(1), outputChannels], ElementType.Int8,
                    QuantizationParameters.PerTensor(OutputScale, outputZeroPoint), null),
                new(
                    "weights", [outputChannels, kernel[0], kernel[1], input[2]], ElementType.Int8, new([.. scales], zeros),
                    MemoryMarshal.AsBytes(weights.AsSpan()).ToArray()),
                new("bias", [outputChannels], ElementType.Int32, new([.. scales], zeros), MemoryMarshal.AsBytes(bias.AsSpan()).ToArray()),
            ],
            [new Convolution2D([0, 2, 3], 1, stride[0], stride[1], padding, FusedActivation.None)],
            0,
            1);
    }

    public static ConvolutionShape ShapeOf(QuantizedModel model) => ConvolutionShape.Of(model, (Convolution2D)model.Operators[0]);

    public static sbyte[] WeightsOf(QuantizedModel model) => MemoryMarshal.Cast<byte, sbyte>(model.Tensors[2].Data!.Value.Span).ToArray();

    private static Func<int, sbyte> Filler(Random random) => random.Next(4) switch
    {
        0 => _ => (sbyte)random.Next(-127, 128),
        1 => _ => (sbyte)(random.Next(2) == 0 ? -128 : 127),
        2 => _ => (sbyte)random.Next(-9, 10),
        _ => _ => (sbyte)(random.Next(8) == 0 ? random.Next(-127, 128) : 0),
    };
}
