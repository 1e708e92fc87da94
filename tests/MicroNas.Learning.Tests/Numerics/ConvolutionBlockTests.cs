using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Numerics;

[Collection(TorchCollection.Name)]
public sealed class ConvolutionBlockTests
{
    /// <summary>oneDNN's own kernels for bfloat16 are wrong for some numbers of channels, where they take them two by two.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(5, 1, 1)]
    [InlineData(7, 1, 2)]
    [InlineData(1, 4, 1)]
    public void In_bfloat16_values_and_gradients_are_those_of_float_up_to_its_rounding(int kernelTime, int kernelSensors, int strideTime)
    {
        var random = new RandomSource(1, RandomStream.InitialWeights);
        foreach (var channels in (int[])[1, 3, 8, 16])
        {
            foreach (var filters in (int[])[1, 2, 3, 8, 16, 17, 24])
            {
                using var scope = NewDisposeScope();
                using var block = new ConvolutionBlock(
                    new ConvolutionShape(new TensorShape(16, 4, channels), filters, kernelTime, kernelSensors, strideTime, 1), random);
                var values = tensor(
                    Enumerable.Range(0, 16 * 4 * 16 * channels).Select(_ => (float)random.NextNormal()).ToArray(), [16, 4, 16, channels])
                    .permute(0, 3, 1, 2); // N, C, S, T
                var expected = Derive(values);

                // What memory held before must not show.
                full([100_000], 1e30f, dtype: ScalarType.BFloat16).Dispose();
                foreach (var (wanted, actual) in expected.Zip(Derive(values.to_type(ScalarType.BFloat16))))
                {
                    Assert.True(
                        (actual.to_type(ScalarType.Float32) - wanted).norm().item<float>() <= 0.02 * wanted.norm().item<float>(),
                        $"{channels} channels, {filters} filters");
                }

                Tensor[] Derive(Tensor typed)
                {
                    // One channel is the network's input, whose gradient nobody asks for, and oneDNN has wrong in float already.
                    var input = typed.detach().requires_grad_(channels > 1);
                    var output = block.Branch(input).Convolved;
                    return [output, .. autograd.grad([(output * output.detach()).sum()], channels > 1 ? [input, block.Weight] : [block.Weight])];
                }
            }
        }
    }

    /// <summary>Judged by the plain sum that TensorFlow Lite's documentation of CONV_2D with SAME padding gives.</summary>
    [Theory]
    [InlineData(128, 9, 1, 7, 1, 2, 1)]
    [InlineData(13, 5, 3, 5, 1, 2, 1)]
    [InlineData(6, 6, 2, 1, 6, 1, 2)]
    [InlineData(6, 5, 2, 1, 5, 1, 1)]
    [InlineData(4, 9, 2, 1, 2, 1, 2)]
    [InlineData(8, 3, 4, 3, 1, 1, 1)]
    public void Convolution_equals_the_plain_sum_over_a_padded_window(
        int time, int sensors, int channels, int kernelTime, int kernelSensors, int strideTime, int strideSensors)
    {
        using var scope = NewDisposeScope();
        const int filters = 3;
        var random = new RandomSource(1, RandomStream.InitialWeights);
        var geometry = new ConvolutionShape(
            new TensorShape(time, sensors, channels), filters, kernelTime, kernelSensors, strideTime, strideSensors);
        using var block = new ConvolutionBlock(geometry, random);
        var input = Enumerable.Range(0, channels * sensors * time).Select(_ => (float)random.NextNormal()).ToArray();

        var output = block.Convolve(tensor(input, [1, channels, sensors, time]), block.Weight, bias: null);

        var weight = block.Weight.data<float>().ToArray();
        var (outputTime, outputSensors) = ((time + strideTime - 1) / strideTime, (sensors + strideSensors - 1) / strideSensors);
        Assert.Equal([1, filters, outputSensors, outputTime], output.shape);
        var padTime = Math.Max(0, ((outputTime - 1) * strideTime) + kernelTime - time) / 2;
        var padSensors = Math.Max(0, ((outputSensors - 1) * strideSensors) + kernelSensors - sensors) / 2;
        for (var filter = 0; filter < filters; filter++)
        {
            for (var s = 0; s < outputSensors; s++)
            {
                for (var t = 0; t < outputTime; t++)
                {
                    var expected = 0.0;
                    for (var c = 0; c < channels; c++)
                    {
                        for (var ks = 0; ks < kernelSensors; ks++)
                        {
                            for (var kt = 0; kt < kernelTime; kt++)
                            {
                                var (y, x) = ((s * strideSensors) - padSensors + ks, (t * strideTime) - padTime + kt);
                                if (y >= 0 && y < sensors && x >= 0 && x < time)
                                {
                                    expected += input[(((c * sensors) + y) * time) + x]
                                        * weight[(((((filter * channels) + c) * kernelSensors) + ks) * kernelTime) + kt];
                                }
                            }
                        }
                    }

                    Assert.Equal(expected, output[0, filter, s, t].item<float>(), 1e-4);
                }
            }
        }
    }

    /// <summary>oneDNN leaves out input channels of some of them where C is innermost; judged by libtorch in double precision.</summary>
    [Theory]
    [InlineData(5, 1, 1, 1, 1)]
    [InlineData(1, 1, 1, 1, 2)]
    [InlineData(5, 1, 1, 2, 2)]
    [InlineData(5, 1, 2, 1, 2)]
    [InlineData(5, 1, 5, 1, 5)]
    [InlineData(5, 5, 1, 1, 1)]
    [InlineData(5, 3, 1, 2, 1)]
    public void Many_filters_are_all_computed_right(int sensors, int kernelTime, int kernelSensors, int strideTime, int strideSensors)
    {
        var random = new RandomSource(1, RandomStream.InitialWeights);
        foreach (var channels in (int[])[3, 8, 64])
        {
            foreach (var filters in (int[])[8, 24, 33, 40, 48, 56, 64, 72, 80, 104, 136])
            {
                using var scope = NewDisposeScope();
                using var block = new ConvolutionBlock(
                    new ConvolutionShape(new TensorShape(16, sensors, channels), filters, kernelTime, kernelSensors, strideTime, strideSensors), random);
                var values = tensor(
                    Enumerable.Range(0, 16 * sensors * 16 * channels).Select(_ => (float)random.NextNormal()).ToArray(), [16, sensors, 16, channels])
                    .permute(0, 3, 1, 2); // N, C, S, T
                var bias = tensor(Enumerable.Range(0, filters).Select(_ => (float)random.NextNormal()).ToArray());
                var exact = Derive(values.to_type(ScalarType.Float64), block.Weight.to_type(ScalarType.Float64), bias.to_type(ScalarType.Float64));
                foreach (var (wanted, actual) in exact.Zip(Derive(values, block.Weight, bias)))
                {
                    Assert.True(
                        (actual.to_type(ScalarType.Float64) - wanted).norm().item<double>() <= 1e-5 * wanted.norm().item<double>(),
                        $"{channels} channels, {filters} filters");
                }

                Tensor[] Derive(Tensor input, Tensor weight, Tensor addend)
                {
                    (input, weight) = (input.detach().requires_grad_(), weight.detach().requires_grad_());
                    var output = block.Convolve(input, weight, addend);
                    return [output, .. autograd.grad([(output * output.detach()).sum()], [input, weight])];
                }
            }
        }
    }

    [Fact]
    public void Folded_weights_compute_what_batch_norm_computes()
    {
        using var scope = NewDisposeScope();
        var random = new RandomSource(2, RandomStream.InitialWeights);
        using var block = new ConvolutionBlock(new ConvolutionShape(new TensorShape(16, 3, 4), 8, 5, 1, 2, 1), random);
        using (no_grad())
        {
            block.Scale.mul_(1.7f);
            block.Shift.add_(0.3f);
        }

        var input = tensor(Enumerable.Range(0, 2 * 4 * 3 * 16).Select(_ => (float)random.NextNormal()).ToArray(), [2, 4, 3, 16]);
        var expected = block.Forward(input, factor: null, out var mean, out _);
        var convolved = block.Convolve(input, block.Weight, bias: null);

        var variance = convolved.var([0, 2, 3], unbiased: false);
        var (weight, bias) = block.Fold(mean, variance);
        var actual = block.Convolve(input, weight, bias).relu();

        Assert.True(allclose(expected, actual, 1e-4, 1e-4));
    }
}
