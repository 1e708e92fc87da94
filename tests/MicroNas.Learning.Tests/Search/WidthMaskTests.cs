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

        var masked = mask.Apply(ones(2, 16, 3, 5), probabilities);

        Assert.True(masked.narrow(1, 0, filters).Equals(ones(2, filters, 3, 5)));
        Assert.Equal(0f, masked.narrow(1, filters, 16 - filters).abs().sum().item<float>());
    }

    /// <summary>The output is linear in the probabilities, so differences are exact up to float's rounding.</summary>
    [Fact]
    public void Gradient_equals_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var mask = new WidthMask([2, 4, 6]);
        var input = arange(2 * 6 * 2 * 3, float32).reshape(2, 6, 2, 3) / 50;
        var coefficients = (arange(2 * 6 * 2 * 3, float32).reshape(2, 6, 2, 3) * 0.7f).sin();
        float[] values = [0.2f, 0.5f, 0.3f];
        float Loss() => (mask.Apply(input, tensor(values)) * coefficients).sum().item<float>();
        var probabilities = tensor(values, requires_grad: true);
        var gradient = autograd.grad([(mask.Apply(input, probabilities) * coefficients).sum()], [probabilities])[0];

        for (var i = 0; i < values.Length; i++)
        {
            values[i] += 0.5f;
            var above = Loss();
            values[i] -= 1f;
            var below = Loss();
            values[i] += 0.5f;
            Assert.Equal(above - below, gradient[i].item<float>(), 1e-3f);
        }
    }
}
