using MicroNas.Core;
using MicroNas.Core.Quantization;

namespace MicroNas.Tests.Shared;

/// <summary>Operators with weights.</summary>
public static partial class SingleOperatorModels
{
    /// <summary>
    /// Kernels of any shape, and often 1x1, 1xk, kx1 or the first layer's one channel; channels often a multiple of four;
    /// often what the product itself emits, a ReLU with zero point -128; now and then one weight scale for all channels; a bias mostly.
    /// </summary>
    public static QuantizedModel Convolution(Random random)
    {
        int[] kernel = random.Next(6) switch
        {
            0 => [1, 1],
            1 => [1, random.Next(2, 8)],
            2 => [random.Next(2, 10), 1],
            _ => [random.Next(1, 8), random.Next(1, 6)],
        };
        var (inputs, outputs) = (random.Next(4) == 0 ? 1 : Channels(random), Channels(random));
        var (size, stride, padding) = Geometry(random, kernel);
        return Convolution(random, (inputs, outputs), size, kernel, stride, padding);
    }

    /// <summary>A first layer over raw channels: one input channel and a kernel along time, now and then over a long window.</summary>
    public static QuantizedModel ColumnConvolution(Random random)
    {
        int[] kernel = [random.Next(1, 17), 1];
        int[] stride = [random.Next(3) == 0 ? random.Next(1, 6) : 2, random.Next(1, 3)];
        int[] size = random.Next(8) == 0 ? [random.Next(900, 2200), 1] : [random.Next(1, 40), random.Next(1, 8)];
        var padding = (Padding)random.Next(2);
        size = padding == Padding.Valid ? [size[0] + kernel[0], size[1] + kernel[1]] : size;
        return Convolution(random, (1, random.Next(1, 20)), size, kernel, stride, padding);
    }

    /// <summary>As <see cref="Convolution(Random)"/>; depth multipliers above 1 now and then.</summary>
    public static QuantizedModel DepthwiseConvolution(Random random)
    {
        int[] kernel = random.Next(4) switch
        {
            0 => [1, random.Next(1, 8)],
            1 => [random.Next(1, 10), 1],
            _ => [random.Next(1, 8), random.Next(1, 6)],
        };
        var (inputs, depthMultiplier) = (Channels(random), random.Next(3) == 0 ? random.Next(2, 5) : 1);
        var outputs = inputs * depthMultiplier;
        var (size, stride, padding) = Geometry(random, kernel);
        var input = Activation("input", [1, size[0], size[1], inputs], Parameters(random));
        var (result, activation) = Result(random, size, kernel, stride, padding, outputs);
        var area = kernel[0] * kernel[1];
        var (scales, bias) = Rescaling(random, outputs, outputs, area, input.Quantization!, result.Quantization!);
        var hasBias = random.Next(5) > 0;
        return new(
            "depthwise",
            [
                input,
                result,
                new("weights", [1, kernel[0], kernel[1], outputs], ElementType.Int8, new(scales, Zeros(outputs), 3), Weights(random, outputs * area)),
                .. hasBias ? [Bias(bias, [.. scales.Select(scale => scale * input.Quantization!.Scale)])] : Array.Empty<QuantizedTensor>(),
            ],
            [new DepthwiseConvolution2D(hasBias ? [0, 2, 3] : [0, 2], 1, stride[0], stride[1], padding, activation, depthMultiplier)],
            0,
            1);
    }

    /// <summary>One weight scale: rows of a matrix, of a tensor that keeps its dimensions, or of one that is flattened; a bias mostly.</summary>
    public static QuantizedModel FullyConnected(Random random) => FullyConnected(random, perChannel: false);

    /// <summary>As <see cref="FullyConnected(Random)"/> with a weight scale for each output channel, which came after TensorFlow Lite 2.9.</summary>
    public static QuantizedModel FullyConnectedPerChannel(Random random) => FullyConnected(random, perChannel: true);

    private static QuantizedModel Convolution(
        Random random, (int Inputs, int Outputs) channels, int[] size, int[] kernel, int[] stride, Padding padding)
    {
        var (inputs, outputs) = channels;
        var input = Activation("input", [1, size[0], size[1], inputs], Parameters(random));
        var (result, activation) = Result(random, size, kernel, stride, padding, outputs);
        var fanIn = kernel[0] * kernel[1] * inputs;
        var (scales, bias) = Rescaling(
            random, random.Next(4) == 0 ? 1 : outputs, outputs, fanIn, input.Quantization!, result.Quantization!);
        var hasBias = random.Next(8) > 0;
        return new(
            "conv",
            [
                input,
                result,
                new("weights", [outputs, kernel[0], kernel[1], inputs], ElementType.Int8, new(scales, Zeros(scales.Count)), Weights(random, outputs * fanIn)),
                .. hasBias ? [Bias(bias, [.. scales.Select(scale => scale * input.Quantization!.Scale)])] : Array.Empty<QuantizedTensor>(),
            ],
            [new Convolution2D(hasBias ? [0, 2, 3] : [0, 2], 1, stride[0], stride[1], padding, activation)],
            0,
            1);
    }

    private static QuantizedModel FullyConnected(Random random, bool perChannel)
    {
        var keepDimensions = random.Next(3) == 0;
        EquatableArray<int> shape = (keepDimensions ? 0 : random.Next(3)) switch
        {
            0 => [1, random.Next(1, 5), random.Next(1, 40)],
            1 => [1, random.Next(1, 160)],
            _ => [1, random.Next(1, 6), random.Next(1, 6), random.Next(1, 10)],
        };
        var length = shape.Count == 4 ? shape[1] * shape[2] * shape[3] : shape[^1];
        var outputs = Channels(random);
        var input = Activation("input", shape, Parameters(random));
        EquatableArray<int> outputShape = keepDimensions ? [1, shape[1], outputs] : [shape.Count == 3 ? shape[1] : 1, outputs];
        var activation = Pick(random);
        var result = Activation("output", outputShape, OutputParameters(random, ref activation));
        var (scales, bias) = Rescaling(random, perChannel ? outputs : 1, outputs, length, input.Quantization!, result.Quantization!);
        var hasBias = random.Next(4) > 0;
        return new(
            "dense",
            [
                input,
                result,
                new("weights", [outputs, length], ElementType.Int8, new(scales, Zeros(scales.Count)), Weights(random, outputs * length)),
                .. hasBias ? [Bias(bias, [.. scales.Select(scale => scale * input.Quantization!.Scale)])] : Array.Empty<QuantizedTensor>(),
            ],
            [new FullyConnected(hasBias ? [0, 2, 3] : [0, 2, -1], 1, activation, keepDimensions)],
            0,
            1);
    }

    private static int Channels(Random random) => random.Next(2) == 0 ? 4 * random.Next(1, 7) : random.Next(1, 20);

    private static (int[] Size, int[] Stride, Padding Padding) Geometry(Random random, int[] kernel)
    {
        int[] stride = [random.Next(1, 4), random.Next(1, 4)];
        int[] size = [random.Next(1, 13), random.Next(1, 13)];
        return random.Next(2) == 0
            ? (size, stride, Padding.Same)
            : ([size[0] + kernel[0] - 1, size[1] + kernel[1] - 1], stride, Padding.Valid);
    }

    private static (QuantizedTensor Tensor, FusedActivation Activation) Result(
        Random random, int[] size, int[] kernel, int[] stride, Padding padding, int channels)
    {
        var activation = Pick(random);
        var parameters = OutputParameters(random, ref activation);
        int Out(int axis) => ConvolutionGeometry.OutputSize(padding, size[axis], kernel[axis], stride[axis]);
        return (Activation("output", [1, Out(0), Out(1), channels], parameters), activation);
    }

    private static QuantizationParameters OutputParameters(Random random, ref FusedActivation activation)
    {
        var parameters = Parameters(random);
        if (random.Next(3) > 0)
        {
            return parameters;
        }

        activation = FusedActivation.Relu;
        return QuantizationParameters.PerTensor(parameters.Scale, -128);
    }
}
