using System.Runtime.InteropServices;
using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Convolutions;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroNas.Learning.Tests.Numerics.Convolutions;

/// <summary>Judged by libtorch in double precision, which oneDNN has no part in.</summary>
[Collection(TorchCollection.Name)]
public sealed unsafe class ConvolutionTests
{
    /// <summary>Every kind of the default space, and others: windows, input, filters, kernel, stride.</summary>
    public static TheoryData<int, int, int, int, int, int, int, int, int> Shapes => new()
    {
        { 3, 128, 9, 1, 12, 3, 1, 2, 1 },
        { 2, 64, 9, 12, 8, 5, 1, 2, 1 },
        { 2, 31, 3, 4, 16, 7, 1, 2, 1 },
        { 3, 16, 9, 12, 40, 1, 9, 1, 9 },
        { 3, 16, 9, 12, 16, 1, 1, 1, 9 },
        { 3, 16, 5, 8, 40, 1, 1, 1, 1 },
        { 3, 16, 5, 24, 40, 7, 1, 1, 1 },
        { 2, 16, 5, 64, 64, 5, 1, 1, 1 },
        { 2, 16, 5, 40, 64, 1, 2, 1, 2 },
        { 2, 21, 3, 37, 35, 3, 1, 2, 1 },
        { 2, 13, 5, 3, 17, 1, 2, 1, 2 },
        { 2, 6, 5, 3, 5, 3, 3, 2, 1 },
        { 1, 3, 1, 2, 6, 7, 1, 1, 1 },
        { 2, 1, 2, 5, 3, 1, 1, 1, 1 },
        { 1, 2, 4, 3, 7, 5, 2, 3, 3 },
    };

    private static readonly Kind Direct = new("all products", (shape, windows) => new DirectConvolution(shape, windows), 1e-6);

    // Transforms round more: their intermediate values are larger than the results.
    private static readonly Kind Winograd = new("Winograd", (shape, _) => new WinogradConvolution(shape, new WinogradMemory()), 5e-6);

    /// <summary>
    /// Windows, samples, sensors, input channels, filters, taps, whether along time; rows that are no whole number of tiles, or
    /// shorter than one, too.
    /// </summary>
    public static TheoryData<int, int, int, int, int, int, bool> WinogradShapes => new()
    {
        { 3, 16, 5, 64, 64, 3, true },
        { 3, 16, 5, 64, 64, 5, true },
        { 32, 16, 5, 24, 40, 7, true },
        { 2, 17, 3, 37, 35, 3, true },
        { 2, 23, 3, 17, 66, 5, true },
        { 2, 31, 1, 16, 16, 7, true },
        { 1, 3, 2, 5, 3, 7, true },
        { 2, 1, 2, 5, 3, 3, true },
        { 1, 700, 2, 16, 24, 7, true },
        { 9, 16, 5, 64, 64, 5, false },
        { 3, 7, 18, 17, 33, 7, false },
        { 2, 100, 8, 16, 16, 3, false },
        { 2, 3, 1, 5, 3, 3, false },
        { 1, 512, 9, 16, 16, 5, false },
        { 1, 4096, 1, 16, 16, 5, true },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Values_and_gradients_are_those_of_libtorch_in_double_precision(
        int windows, int time, int sensors, int channels, int filters, int kernelTime, int kernelSensors, int strideTime, int strideSensors) => Compare(
        Direct, windows, new ConvolutionShape(new TensorShape(time, sensors, channels), filters, kernelTime, kernelSensors, strideTime, strideSensors), seed: 1);

    [Theory]
    [MemberData(nameof(WinogradShapes))]
    public void So_are_those_by_fewer_products(int windows, int time, int sensors, int channels, int filters, int taps, bool alongTime) =>
        Compare(Winograd, windows, Along(alongTime, time, sensors, channels, filters, taps), seed: 1);

    [Fact]
    public void So_are_those_of_random_shapes()
    {
        var random = new RandomSource(3, RandomStream.TrainingOrder);
        int Draw(int highest) => 1 + (int)(random.NextUniform() * highest);
        for (var trial = 0; trial < 100; trial++)
        {
            var shape = new ConvolutionShape(new TensorShape(Draw(40), Draw(6), Draw(20)), Draw(70), Draw(9), Draw(4), Draw(3), Draw(4));
            Compare(Direct, Draw(3), shape, trial);
            Compare(Winograd, Draw(3), Along(Draw(2) == 1, Draw(40), Draw(12), Draw(40), Draw(70), 1 + (2 * Draw(3))), trial);
        }
    }

    [Fact]
    public void Other_kernels_and_strides_are_not_for_fewer_products()
    {
        var shape = Along(time: true, 16, 5, 64, 64, 5);
        ConvolutionShape[] faster =
        [
            shape, shape with { Filters = 16 }, shape with { Input = shape.Input with { Channels = 16 } }, Along(time: true, 10, 5, 64, 64, 3),
            Along(time: false, 16, 5, 64, 64, 5),
        ];
        Assert.All(faster, other => Assert.True(WinogradConvolution.Pays(other)));
        ConvolutionShape[] slower =
        [
            shape with { Filters = 15 }, shape with { Input = shape.Input with { Channels = 15 } }, Along(time: true, 9, 5, 64, 64, 3),
            Along(time: false, 16, 5, 64, 64, 3),
        ];
        Assert.All(slower, other => Assert.True(WinogradConvolution.Supports(other) && !WinogradConvolution.Pays(other)));
        ConvolutionShape[] others =
        [
            shape with { KernelTime = 1 }, shape with { KernelTime = 4 }, shape with { KernelTime = 9 }, shape with { KernelSensors = 2 },
            shape with { StrideTime = 2 }, shape with { StrideSensors = 2 },
        ];
        Assert.All(others, other => Assert.False(WinogradConvolution.Pays(other)));
        Assert.All(others, other => Assert.Throws<ArgumentOutOfRangeException>(() => new WinogradConvolution(other, new WinogradMemory())));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_width_of_the_registers_does_not_change_a_byte(
        int windows, int time, int sensors, int channels, int filters, int kernelTime, int kernelSensors, int strideTime, int strideSensors)
    {
        var shape = new ConvolutionShape(new TensorShape(time, sensors, channels), filters, kernelTime, kernelSensors, strideTime, strideSensors);
        GivesTheSameBytesInEveryWidth(new Problem(Direct, windows, shape, seed: 1));
    }

    [Theory]
    [MemberData(nameof(WinogradShapes))]
    public void Nor_by_fewer_products(int windows, int time, int sensors, int channels, int filters, int taps, bool alongTime) =>
        GivesTheSameBytesInEveryWidth(new Problem(Winograd, windows, Along(alongTime, time, sensors, channels, filters, taps), seed: 1));

    private static ConvolutionShape Along(bool time, int samples, int sensors, int channels, int filters, int taps) => new(
        new TensorShape(samples, sensors, channels),
        filters,
        KernelTime: time ? taps : 1,
        KernelSensors: time ? 1 : taps,
        StrideTime: 1,
        StrideSensors: 1);

    private static void GivesTheSameBytesInEveryWidth(Problem problem) => EveryWidth.GivesTheSameBytes(() =>
    {
        var (output, toWeights, toInput) = problem.Compute();
        return [.. MemoryMarshal.AsBytes<float>([.. output, .. toWeights, .. toInput])];
    });

    private static void Compare(Kind kind, int windows, ConvolutionShape shape, int seed)
    {
        using var scope = NewDisposeScope();
        var problem = new Problem(kind, windows, shape, seed);
        var actual = problem.Compute();

        var input = tensor(problem.Input, [windows, shape.Input.Sensors, shape.Input.Time, shape.Input.Channels])
            .to_type(ScalarType.Float64).requires_grad_(); // N, S, T, C
        var weights = tensor(problem.Weights, [shape.Filters, shape.Input.Channels, shape.KernelSensors, shape.KernelTime])
            .to_type(ScalarType.Float64).requires_grad_();
        var (time, sensors) = (
            SamePadding.For(shape.Input.Time, shape.KernelTime, shape.StrideTime),
            SamePadding.For(shape.Input.Sensors, shape.KernelSensors, shape.StrideSensors));
        var output = functional.conv2d(
            functional.pad(input.permute(0, 3, 1, 2), [time.Before, time.After, sensors.Before, sensors.After]),
            weights,
            strides: [shape.StrideSensors, shape.StrideTime]).permute(0, 2, 3, 1).contiguous();
        var direction = tensor(problem.OutputGradient, output.shape).to_type(ScalarType.Float64);
        var gradients = autograd.grad([(output * direction).sum()], [weights, input]);

        AssertClose(output, actual.Output, "values");
        AssertClose(gradients[0], actual.ToWeights, "gradient of the weights");
        AssertClose(gradients[1] * 2, actual.ToInput, "gradient of the input, added to itself");

        void AssertClose(Tensor expected, float[] values, string what)
        {
            var distance = (expected.flatten() - tensor(values).to_type(ScalarType.Float64)).norm().item<double>();
            var length = expected.norm().item<double>();
            Assert.True(distance <= kind.Tolerance * length, FormattableString.Invariant($"{kind.Name}, {what} of {windows} x {shape}: {distance} of {length}"));
        }
    }

    /// <param name="Tolerance">Distance from the right result over its length.</param>
    private sealed record Kind(string Name, Func<ConvolutionShape, int, IConvolution> Create, double Tolerance);

    private sealed class Problem
    {
        private readonly Kind kind;
        private readonly int windows;
        private readonly ConvolutionShape shape;

        public Problem(Kind kind, int windows, ConvolutionShape shape, int seed)
        {
            (this.kind, this.windows, this.shape) = (kind, windows, shape);
            var random = new RandomSource(seed, RandomStream.InitialWeights);
            float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
            Input = Draw(windows * shape.Input.Elements);
            Weights = Draw(shape.Filters * shape.Input.Channels * shape.KernelSensors * shape.KernelTime);
            OutputGradient = Draw(windows * shape.Output.Elements);
        }

        /// <summary>N, S, T, C.</summary>
        public float[] Input { get; }

        /// <summary>O, I, S, T.</summary>
        public float[] Weights { get; }

        /// <summary>N, S, T, O.</summary>
        public float[] OutputGradient { get; }

        /// <summary>
        /// What memory and weights were before must not show, nor what another batch left; margins may be wider than asked for; the
        /// input's gradient is asked for twice, the second time to be added.
        /// </summary>
        public (float[] Output, float[] ToWeights, float[] ToInput) Compute()
        {
            using var convolution = kind.Create(shape, windows);
            using var source = new PaddedRows(
                windows, shape.Input.Sensors, shape.Input.Time, shape.Input.Channels, convolution.Margins.Before + 1, convolution.Margins.After + 2);
            float[] spoilt = [.. Enumerable.Repeat(float.NaN, (source.RowStep * shape.Input.Sensors * windows) + OutputGradient.Length)];
            float[] output = [.. Enumerable.Repeat(float.NaN, OutputGradient.Length)];
            float[] toWeights = [.. Enumerable.Repeat(float.NaN, Weights.Length)];
            float[] toInput = [.. Enumerable.Repeat(float.NaN, Input.Length)];
            fixed (float* input = Input, weights = Weights, others = new float[Weights.Length], nothing = spoilt, gradient = OutputGradient, result = output, destination = toInput)
            {
                source.Fill(input, windows);
                convolution.Load(others);
                convolution.Forward(nothing + ((convolution.Margins.Before + 1) * shape.Input.Channels), source.RowStep, result, windows);
                convolution.ToInput(nothing, destination, adds: false, windows);
                convolution.Load(weights);
                convolution.Load(weights);
                convolution.Forward(source.First, source.RowStep, result, windows);
                convolution.ToWeights(source.First, source.RowStep, gradient, windows, toWeights);
                convolution.ToInput(gradient, destination, adds: false, windows);
                convolution.ToInput(gradient, destination, adds: true, windows);
            }

            return (output, toWeights, toInput);
        }
    }
}
