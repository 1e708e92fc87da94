using MicroNas.Core;
using MicroNas.Core.Quantization;

namespace MicroNas.Tests.Shared;

/// <summary>Operators without weights that compute: ADD, pools, MEAN, SOFTMAX and RELU.</summary>
public static partial class SingleOperatorModels
{
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

    public static QuantizedModel AveragePool(Random random) => Pool(random, (filter, stride, padding, activation) =>
        new AveragePool2D([0], 1, filter[0], filter[1], stride[0], stride[1], padding, activation));

    public static QuantizedModel MaxPool(Random random) => Pool(random, (filter, stride, padding, activation) =>
        new MaxPool2D([0], 1, filter[0], filter[1], stride[0], stride[1], padding, activation));

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
                Integers("axes", [2], [1, 2]),
                Activation("output", [1, channels], QuantizationParameters.PerTensor(scale, random.Next(-128, 128))),
            ],
            [new Mean([0, 1], 2, false)],
            0,
            2);
    }

    /// <summary>Two to four dimensions; ratios of scales from 2^-12 to 2^12, mostly near 1.</summary>
    public static QuantizedModel Relu(Random random)
    {
        var shape = Shape(random);
        var (input, output) = (Parameters(random), Parameters(random));
        return new(
            "relu",
            [
                Activation("input", shape, input),
                Activation("output", shape, random.Next(3) == 0
                    ? output
                    : QuantizationParameters.PerTensor(input.Scale * (0.4f + random.NextSingle()), output.ZeroPoint)),
            ],
            [new Relu([0], 1)],
            0,
            1);
    }

    private static QuantizedModel Pool(Random random, Func<int[], int[], Padding, FusedActivation, Pool2D> make)
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
            [make(filter, stride, padding, Pick(random))],
            0,
            1);
    }

    /// <summary>Two to four dimensions, batch 1.</summary>
    private static EquatableArray<int> Shape(Random random) => random.Next(3) switch
    {
        0 => [1, random.Next(1, 100)],
        1 => [1, random.Next(1, 12), random.Next(1, 12)],
        _ => [1, random.Next(1, 12), random.Next(1, 12), random.Next(1, 12)],
    };
}
