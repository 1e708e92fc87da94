using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Direct;
using MicroNas.Learning.Training;

namespace MicroNas.Learning.Tests.Numerics.Direct;

[Collection(TorchCollection.Name)]
public sealed class DirectGradientTests
{
    /// <summary>
    /// Two halves of an odd batch, in memory for more windows: judged by the same halves through libtorch's own operators. So few values that
    /// rounding carries none over a ReLU's edge.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void A_batch_has_the_loss_and_gradients_of_its_two_halves(int windows)
    {
        using var workers = new ShardWorkers();
        using var network = new TrainingNetwork(TinyNetwork.Graph, new RandomSource(1, RandomStream.InitialWeights));
        var batch = RandomBatch.Draw(windows, TinyDataset.Sensors, TinyDataset.Time, TinyDataset.Classes, seed: 2);
        using var direct = new DirectGradient(
            network.Parameters, workers, batchSize: 9, (_, count) => DirectNetwork.Build(network, LossOptions.Plain, count));

        var actual = direct.Compute(batch, dropout: null);
        var expected = new ShardedGradient(network.Parameters, workers).Compute(batch, (values, _) => network.ForwardPlain(values));

        Assert.Equal(expected.Loss, actual.Loss, 1e-5);
        Assert.Equal(expected.Correct, actual.Correct);
        foreach (var (judge, values) in expected.Values.Zip(actual.Values))
        {
            var distance = Math.Sqrt(judge.Zip(values).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
            Assert.InRange(distance, 0, 2e-4 * Math.Sqrt(judge.Sum(value => (double)value * value)));
        }
    }
}
