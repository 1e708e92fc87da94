using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;

using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Search;

[Collection(TorchCollection.Name)]
public sealed class WidthMaskTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(2, 12)]
    [InlineData(3, 16)]
    public void A_one_hot_choice_keeps_its_filters_and_silences_the_others(int option, int filters)
    {
        using var scope = NewDisposeScope();
        using var mask = new WidthMask([4, 8, 12, 16]);
        var probabilities = zeros(4);
        probabilities[option] = 1f;

        using var block = new ConvolutionBlock(
            new ConvolutionShape(new TensorShape(8, 3, 2), 16, 3, 1, 1, 1), new RandomSource(1, RandomStream.InitialWeights));
        var input = (arange(2 * 2 * 3 * 8, float32) * 0.7f).sin().reshape(2, 2, 3, 8);

        var plain = block.Forward(input);
        var masked = block.Forward(input, mask.Of(probabilities));

        Assert.True(allclose(masked.narrow(1, 0, filters), plain.narrow(1, 0, filters)));
        Assert.Equal(0f, masked.narrow(1, filters, 16 - filters).abs().sum().item<float>());
        Assert.All(Enumerable.Range(0, filters), filter => Assert.True(masked[.., filter].abs().sum().item<float>() > 0));
    }

    /// <summary>A factor is linear in the probabilities behind a ReLU, so differences are exact up to float's rounding.</summary>
    [Fact]
    public void Gradient_equals_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var mask = new WidthMask([2, 4, 6]);
        using var block = new ConvolutionBlock(
            new ConvolutionShape(new TensorShape(8, 3, 2), 6, 3, 1, 1, 1), new RandomSource(1, RandomStream.InitialWeights));
        var input = (arange(2 * 2 * 3 * 8, float32) * 0.7f).sin().reshape(2, 2, 3, 8);
        var coefficients = (arange(2 * 6 * 3 * 8, float32) * 0.3f).sin().reshape(2, 6, 3, 8);
        Tensor Output(Tensor probabilities) => (block.Forward(input, mask.Of(probabilities)) * coefficients).sum();
        float[] values = [0.2f, 0.5f, 0.3f];
        float Loss() => Output(tensor(values)).item<float>();
        var probabilities = tensor(values, requires_grad: true);
        var gradient = autograd.grad([Output(probabilities)], [probabilities])[0];

        for (var i = 0; i < values.Length; i++)
        {
            values[i] += 0.1f;
            var above = Loss();
            values[i] -= 0.2f;
            var below = Loss();
            values[i] += 0.1f;
            Assert.Equal((above - below) / 0.2f, gradient[i].item<float>(), 1e-3f);
        }
    }
}
