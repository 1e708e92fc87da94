using FsCheck.Xunit;

using MicroNas.Core.Quantization;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Training;

using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Training;

[Collection(TorchCollection.Name)]
public sealed class FakeQuantizationTests
{
    /// <summary>The judge is int8 arithmetic itself: quantize, saturate, dequantize.</summary>
    [Property(MaxTest = 50)]
    public void Activations_take_the_values_that_int8_holds(int seed)
    {
        using var scope = NewDisposeScope();
        var random = new RandomSource(seed, RandomStream.InitialWeights);
        var range = new ActivationRange((float)(-3 * random.NextUniform()), (float)(5 * random.NextUniform()));
        var values = Enumerable.Range(0, 200).Select(_ => (float)(4 * random.NextNormal())).ToArray();
        var parameters = QuantizationParameters.FromRange(range);

        var quantized = FakeQuantization.Activation(tensor(values), range).data<float>().ToArray();

        for (var i = 0; i < values.Length; i++)
        {
            var exact = Math.Clamp((values[i] / (double)parameters.Scale) + parameters.ZeroPoint, -128, 127);
            var integer = (quantized[i] / (double)parameters.Scale) + parameters.ZeroPoint;
            Assert.Equal(Math.Round(integer), integer, 1e-3);
            Assert.InRange(Math.Abs(integer - exact), 0, 0.5 + 1e-3);
        }
    }

    [Fact]
    public void Gradients_pass_inside_the_range_and_stop_outside()
    {
        using var scope = NewDisposeScope();
        var values = tensor([-1f, 0.5f, 1.5f, 3f], requires_grad: true);

        var gradient = autograd.grad([FakeQuantization.Activation(values, new ActivationRange(0, 2)).sum()], [values])[0];

        Assert.Equal([0f, 1f, 1f, 0f], gradient.data<float>().ToArray());
    }

    [Property(MaxTest = 50)]
    public void Weights_are_whole_multiples_of_their_channels_scale_and_stay_so(int seed)
    {
        using var scope = NewDisposeScope();
        var random = new RandomSource(seed, RandomStream.InitialWeights);
        var weights = tensor(Enumerable.Range(0, 4 * 3 * 5).Select(_ => (float)random.NextNormal()).ToArray(), [4, 3, 1, 5]);

        var quantized = FakeQuantization.Weights(weights);

        var scale = weights.abs().amax([1, 2, 3], keepdim: true) / 127;
        var integers = quantized / scale;
        Assert.True((integers - integers.round()).abs().max().item<float>() < 1e-3f);
        Assert.True(((quantized - weights).abs() / scale).max().item<float>() <= 0.5f + 1e-3f);
        Assert.True(allclose(quantized, FakeQuantization.Weights(quantized), 1e-6, 1e-7));
    }
}
