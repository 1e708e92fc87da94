using System.Runtime.InteropServices;
using MicroNas.Core;
using MicroNas.Core.Quantization;

namespace MicroNas.Tests.Shared;

/// <summary>Models of one operator, over the whole of what its contract allows.</summary>
public static class SingleOperatorModels
{
    private static readonly FusedActivation[] Activations = Enum.GetValues<FusedActivation>();

    /// <summary>Random shapes, strides, padding, zero points; weights and multipliers over many powers of two; now and then one weight scale for all channels.</summary>
    public static QuantizedModel Convolution(Random random)
    {
        var (inputs, outputs) = (random.Next(1, 20), random.Next(1, 20));
        int[] kernel = [random.Next(1, 8), random.Next(1, 6)];
        int[] stride = [random.Next(1, 4), random.Next(1, 4)];
        var padding = (Padding)random.Next(2);
        int[] size = [random.Next(1, 13), random.Next(1, 13)];
        return Convolution(random, (inputs, outputs), size, kernel, stride, padding);
    }

    /// <summary>A first layer over raw channels: one input channel and a kernel along time, now and then over a long window.</summary>
    public static QuantizedModel ColumnConvolution(Random random)
    {
        int[] kernel = [random.Next(1, 17), 1];
        int[] stride = [random.Next(3) == 0 ? random.Next(1, 6) : 2, random.Next(1, 3)];
        int[] size = random.Next(8) == 0 ? [random.Next(900, 2200), 1] : [random.Next(1, 40), random.Next(1, 8)];
        return Convolution(random, (1, random.Next(1, 20)), size, kernel, stride, (Padding)random.Next(2));
    }

    private static QuantizedModel Convolution(
        Random random, (int Inputs, int Outputs) channels, int[] size, int[] kernel, int[] stride, Padding padding)
    {
        var (inputs, outputs) = channels;
        if (padding == Padding.Valid)
        {
            size = [size[0] + kernel[0], size[1] + kernel[1]];
        }

        var input = Activation("input", [1, size[0], size[1], inputs], Parameters(random));
        var result = Activation("output", [1, Out(0), Out(1), outputs], Parameters(random));
        var fanIn = kernel[0] * kernel[1] * inputs;
        var center = (result.Quantization!.Scale / input.Quantization!.Scale) / (40 * MathF.Sqrt(fanIn));
        EquatableArray<float> scales = [.. Enumerable.Range(0, random.Next(4) == 0 ? 1 : outputs)
            .Select(_ => center * MathF.Pow(2, random.Next(-6, 7) + random.NextSingle()))];
        var weights = new byte[outputs * fanIn];
        random.NextBytes(weights);
        var bias = Enumerable.Range(0, outputs).Select(_ => random.Next(-20000, 20000)).ToArray();
        EquatableArray<float> biasScales = [.. scales.Select(scale => scale * input.Quantization!.Scale)];
        List<QuantizedTensor> tensors =
        [
            input,
            result,
            new("weights", [outputs, kernel[0], kernel[1], inputs], ElementType.Int8, new(scales, Zeros(scales.Count)), weights),
            Bias(bias, biasScales),
        ];
        return new("conv", tensors, [new Convolution2D([0, 2, 3], 1, stride[0], stride[1], padding, Pick(random))], 0, 1);

        int Out(int axis) => ConvolutionGeometry.OutputSize(padding, size[axis], kernel[axis], stride[axis]);
    }

    /// <summary>The model's one input is brought to another scale by a 1x1 convolution, then both are added.</summary>
    public static QuantizedModel Add(Random random)
    {
        var channels = random.Next(1, 9);
        EquatableArray<int> shape = [1, random.Next(1, 9), random.Next(1, 9), channels];
        var (left, right) = (Parameters(random), Parameters(random));
        var scale = Math.Max(left.Scale, right.Scale) * MathF.Pow(2, (random.NextSingle() * 6) - 3);
        var sum = QuantizationParameters.PerTensor(scale, random.Next(-128, 128));
        var identity = new byte[channels * channels];
        for (var i = 0; i < channels; i++)
        {
            identity[(i * channels) + i] = (byte)(sbyte)random.Next(-127, 128);
        }

        var identityScale = right.Scale / left.Scale / 64;
        return new(
            "add",
            [
                Activation("input", shape, left),
                new("weights", [channels, 1, 1, channels], ElementType.Int8, QuantizationParameters.PerTensor(identityScale, 0), identity),
                Activation("other", shape, right),
                Activation("sum", shape, sum),
                Bias(new int[channels], [identityScale * left.Scale]),
            ],
            [
                new Convolution2D([0, 1, 4], 2, 1, 1, Padding.Same, FusedActivation.Relu),
                new Add([0, 2], 3, Pick(random)),
            ],
            0,
            3);
    }

    public static QuantizedModel AveragePool(Random random)
    {
        int[] size = [random.Next(1, 40), random.Next(1, 13)];
        int[] filter = [random.Next(1, size[0] + 1), random.Next(1, size[1] + 1)];
        int[] stride = [random.Next(1, 4), random.Next(1, 4)];
        var padding = (Padding)random.Next(2);
        var (channels, parameters) = (random.Next(1, 20), Parameters(random));
        var height = ConvolutionGeometry.OutputSize(padding, size[0], filter[0], stride[0]);
        var width = ConvolutionGeometry.OutputSize(padding, size[1], filter[1], stride[1]);
        return new(
            "pool",
            [
                Activation("input", [1, size[0], size[1], channels], parameters),
                Activation("output", [1, height, width, channels], parameters),
            ],
            [new AveragePool2D([0], 1, filter[0], filter[1], stride[0], stride[1], padding, Pick(random))],
            0,
            1);
    }

    public static QuantizedModel Softmax(Random random)
    {
        EquatableArray<int> shape = [1, random.Next(1, 24)];
        var scale = MathF.Pow(2, (random.NextSingle() * 16) - 9);
        return new(
            "softmax",
            [
                Activation("input", shape, QuantizationParameters.PerTensor(scale, random.Next(-128, 128))),
                Activation("output", shape, QuantizationParameters.PerTensor(1 / 256f, -128)),
            ],
            [new Softmax([0], 1, random.Next(3) == 0 ? 0.5f + random.NextSingle() : 1)],
            0,
            1);
    }

    public static QuantizedModel Mean(Random random)
    {
        var channels = random.Next(1, 12);
        var parameters = Parameters(random);
        var scale = parameters.Scale * (0.4f + random.NextSingle());
        return new(
            "mean",
            [
                Activation("input", [1, random.Next(1, 20), random.Next(1, 12), channels], parameters),
                new("axes", [2], ElementType.Int32, null, new byte[] { 1, 0, 0, 0, 2, 0, 0, 0 }),
                Activation("output", [1, channels], QuantizationParameters.PerTensor(scale, random.Next(-128, 128))),
            ],
            [new Mean([0, 1], 2, false)],
            0,
            2);
    }

    private static QuantizedTensor Activation(string name, EquatableArray<int> shape, QuantizationParameters parameters) =>
        new(name, shape, ElementType.Int8, parameters, null);

    private static QuantizedTensor Bias(int[] values, EquatableArray<float> scales) => new(
        "bias", [values.Length], ElementType.Int32, new(scales, Zeros(scales.Count)), MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    private static QuantizationParameters Parameters(Random random) => QuantizationParameters.PerTensor(
        MathF.Pow(2, (random.NextSingle() * 12) - 10),
        random.Next(4) switch { 0 => -128, 1 => 127, _ => random.Next(-128, 128) });

    private static EquatableArray<int> Zeros(int count) => [.. new int[count]];

    private static FusedActivation Pick(Random random) => Activations[random.Next(Activations.Length)];
}
