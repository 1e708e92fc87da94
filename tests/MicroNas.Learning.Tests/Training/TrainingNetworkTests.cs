using MicroNas.Core.Quantization;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Fused;
using MicroNas.Learning.Tests.Numerics;
using MicroNas.Learning.Training;

using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Training;

/// <summary>The fused operations of the training, judged by the same network of libtorch's own operators.</summary>
[Collection(TorchCollection.Name)]
public sealed class TrainingNetworkTests
{
    /// <summary>Rounding to int8 turns the last bit of a sum into a whole step now and then; weights and most values agree.</summary>
    [Fact]
    public void Quantized_scores_and_gradients_equal_those_of_the_plain_formulation()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        var (input, direction) = Batch();
        var calibration = Calibrate(network);

        var (fused, plain) = (network.ForwardQuantized(input, calibration, dropout: null), network.ForwardQuantizedPlain(input, calibration));
        Assert.InRange(Distance(fused, plain), 0, 0.02);
        Compare(network, (fused * direction).sum(), (plain * direction).sum(), tolerance: 0.04);
    }

    [Fact]
    public void Folded_weights_and_their_gradients_equal_those_of_the_plain_formulation()
    {
        using var scope = NewDisposeScope();
        var random = new RandomSource(3, RandomStream.InitialWeights);
        Tensor Draw(double mean, params long[] shape) => tensor(
            Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(_ => (float)(mean + (0.3 * random.NextNormal()))).ToArray(), shape);
        var (weight, scale, shift) = (Draw(0, 7, 3, 1, 5).requires_grad_(), Draw(1, 7).requires_grad_(), Draw(0, 7).requires_grad_());
        var (mean, variance) = (Draw(0.5, 7), Draw(2, 7));
        var (toWeight, toBias) = (Draw(0, 7, 3, 1, 5), Draw(0, 7));
        IList<Tensor> Gradients(Tensor folded, Tensor bias) =>
            autograd.grad([(folded * toWeight).sum() + (bias * toBias).sum()], [weight, scale, shift]);

        var (folded, bias) = FusedFold.Apply(weight, scale, shift, mean.data<float>().ToArray(), variance.data<float>().ToArray());
        var factor = scale * (variance + 1e-5).rsqrt();
        var plainFolded = FakeQuantization.Weights(weight * factor.view(-1, 1, 1, 1));
        var plainBias = shift - (mean * factor);

        Assert.True(allclose(plainFolded, folded, 1e-5, 1e-6));
        Assert.True(allclose(plainBias, bias, 1e-5, 1e-6));
        foreach (var (expected, actual) in Gradients(plainFolded, plainBias).Zip(Gradients(folded, bias)))
        {
            Assert.InRange(Distance(actual, expected), 0, 1e-5);
        }
    }

    /// <summary>Same judge for the activations, whose gradient stops outside the range; in every register width the same bytes.</summary>
    [Theory]
    [InlineData(0f, 3f)]
    [InlineData(-1.5f, 2f)]
    [InlineData(-4f, 0f)]
    public void Fake_quantized_activations_equal_those_of_the_plain_formulation(float minimum, float maximum)
    {
        using var scope = NewDisposeScope();
        var random = new RandomSource(4, RandomStream.InitialWeights);
        var values = tensor(Enumerable.Range(0, 3 * 5 * 2 * 7).Select(_ => (float)(2 * random.NextNormal())).ToArray(), [3, 5, 2, 7]).requires_grad_();
        var direction = arange(3 * 5 * 2 * 7, float32).view(3, 5, 2, 7);
        var range = new ActivationRange(minimum, maximum);
        Tensor Gradient(Tensor result) => autograd.grad([result], [values], [direction])[0];

        var plain = FakeQuantization.Activation(values, range);
        var fused = FusedFakeQuantization.Apply(values, range, DropoutMask.None);

        Assert.True(allclose(plain, fused, 1e-6, 1e-6));
        Assert.True(Gradient(plain).Equals(Gradient(fused)));
        var mask = new DropoutSource(0.4, random).Next();
        EveryWidth.GivesTheSameBytes(() =>
        {
            var result = FusedFakeQuantization.Apply(values, range, mask);
            return [.. result.contiguous().bytes, .. Gradient(result).contiguous().bytes];
        });
    }

    private static void Compare(TrainingNetwork network, Tensor fused, Tensor plain, double tolerance)
    {
        var expected = autograd.grad([plain], [.. network.Parameters]);
        var actual = autograd.grad([fused], [.. network.Parameters]);
        var distances = expected.Select((judge, i) => Distance(actual[i], judge)).Order().ToArray();
        Assert.InRange(distances[distances.Length / 2], 0, tolerance);
    }

    private static TrainingNetwork Network() => new(TinyNetwork.Graph, new RandomSource(1, RandomStream.InitialWeights));

    private static (Tensor Input, Tensor Direction) Batch()
    {
        var random = new RandomSource(2, RandomStream.TrainingOrder);
        var input = tensor(
            Enumerable.Range(0, 32 * TinyDataset.Sensors * TinyDataset.Time).Select(_ => (float)random.NextNormal()).ToArray(),
            [32, 1, TinyDataset.Sensors, TinyDataset.Time]);
        return (input, tensor(Enumerable.Range(0, 32 * TinyDataset.Classes).Select(_ => (float)random.NextNormal()).ToArray(), [32, TinyDataset.Classes]));
    }

    private static Calibration Calibrate(TrainingNetwork network)
    {
        var dataset = TinyDataset.Create(96);
        var batches = new WindowBatches(dataset.Training, dataset.Normalization, 32, new RandomSource(1, RandomStream.TrainingOrder), null);
        return new Calibrator(network, [batches.Next(), batches.Next()]).Run(5, CancellationToken.None);
    }

    private static double Distance(Tensor actual, Tensor expected) =>
        ((actual - expected).norm() / expected.norm()).item<float>();
}
