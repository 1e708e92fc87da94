using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Direct;
using MicroNas.Learning.Training;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroNas.Learning.Tests.Training;

/// <summary>A network that uses every kind of operator, on windows of noise.</summary>
[Collection(TorchCollection.Name)]
public sealed class DirectNetworkTests
{
    private const int Windows = 24;

    private static readonly float[] ClassWeights = [.. Enumerable.Range(1, TinyDataset.Classes).Select(i => 0.5f * i)];

    public static TheoryData<double, bool> Losses => new() { { 0, false }, { 0.2, false }, { 0.1, true } };

    /// <summary>One value that rounding carries over a ReLU's edge moves the gradients by a percent; a wrong term by far more.</summary>
    [Theory]
    [MemberData(nameof(Losses))]
    public void Loss_and_gradients_equal_those_of_libtorchs_own_operators(double smoothing, bool weighted)
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        var options = new LossOptions(weighted ? ClassWeights : null, smoothing);
        var batch = Batch();

        var (loss, correct, gradients) = Compute(network, options, batch, dropout: null);

        var (values, labels) = batch.Shard(0, 1);
        var scores = network.ForwardPlain(values);
        var expected = functional.cross_entropy(
            scores, labels, weighted ? tensor(ClassWeights) : null, reduction: Reduction.Sum, label_smoothing: smoothing) / Windows;
        Assert.Equal(expected.item<float>(), loss, 1e-5);
        Assert.Equal(scores.argmax(1).eq(labels).sum().item<long>(), correct);
        var distances = autograd.grad([expected], [.. network.Parameters])
            .Select((judge, i) => ((tensor(gradients[i]) - judge.flatten()).norm() / judge.norm()).item<float>()).Order().ToArray();
        Assert.InRange(distances[distances.Length / 2], 0, 1e-4);
        Assert.InRange(distances[^1], 0, 0.04);
    }

    /// <summary>Along the gradient the loss grows as the gradient says, with the dropout of this very step too.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void The_loss_changes_along_the_gradient_by_its_length(double rate)
    {
        using var network = Network();
        var batch = Batch();
        DropoutSource Dropout() => new(rate, new RandomSource(7, RandomStream.Dropout));
        var (loss, _, gradients) = Compute(network, LossOptions.Plain, batch, Dropout());
        var square = gradients.Sum(values => values.Sum(value => (double)value * value));
        var step = 0.002 / Math.Sqrt(square);

        Move(network, gradients, step);
        var above = Compute(network, LossOptions.Plain, batch, Dropout()).Loss;
        Move(network, gradients, -2 * step);
        var below = Compute(network, LossOptions.Plain, batch, Dropout()).Loss;

        Assert.True(above > loss && loss > below);
        Assert.Equal(1, (above - below) / (2 * step * square), 0.02);
    }

    [Fact]
    public void Fewer_windows_than_there_is_room_for_are_computed_as_alone()
    {
        using var network = Network();
        var batch = Batch();
        WindowBatch few = new(batch.Values[..(5 * batch.Sensors * batch.Time)], batch.Labels[..5], batch.Sensors, batch.Time);
        var alone = Compute(network, LossOptions.Plain, few, dropout: null);

        using var roomy = DirectNetwork.Build(network, LossOptions.Plain, Windows);
        var gradients = new GradientBuffer(network.Parameters);
        var pass = new DirectPass(gradients.Values, Dropout: null);
        roomy.Compute(batch.Values, batch.Labels, Windows, pass);
        var (loss, _) = roomy.Compute(few.Values, few.Labels, few.Count, pass);

        Assert.Equal(alone.Loss, loss);
        Assert.Equal(alone.Gradients.SelectMany(values => values), gradients.Values.SelectMany(values => values));
    }

    private static (double Loss, long Correct, IReadOnlyList<float[]> Gradients) Compute(
        TrainingNetwork network, LossOptions options, WindowBatch batch, DropoutSource? dropout)
    {
        using var direct = DirectNetwork.Build(network, options, batch.Count);
        var gradients = new GradientBuffer(network.Parameters);
        var (loss, correct) = direct.Compute(batch.Values, batch.Labels, batch.Count, new DirectPass(gradients.Values, dropout));
        return (loss, correct, gradients.Values);
    }

    private static void Move(TrainingNetwork network, IReadOnlyList<float[]> direction, double step)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        foreach (var (parameter, values) in network.Parameters.Zip(direction))
        {
            parameter.add_(tensor(values).view(parameter.shape), step);
        }
    }

    private static TrainingNetwork Network() => new(TinyNetwork.Graph, new RandomSource(1, RandomStream.InitialWeights));

    private static WindowBatch Batch() =>
        RandomBatch.Draw(Windows, TinyDataset.Sensors, TinyDataset.Time, TinyDataset.Classes, seed: 2);
}
