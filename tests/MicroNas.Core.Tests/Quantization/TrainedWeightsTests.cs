using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tests.Quantization;

public sealed class TrainedWeightsTests
{
    [Fact]
    public void What_was_written_is_read_back_and_a_wrong_length_is_refused()
    {
        var network = RandomTrainedNetworks.Draw(new Random(1));
        var bytes = TrainedWeights.Write(network);

        var read = TrainedWeights.Read(network.Graph, bytes);

        Assert.Equal(network.Convolutions.Keys.Order(), read.Keys.Order());
        Assert.All(network.Convolutions, pair =>
        {
            Assert.Equal(pair.Value.Weights, read[pair.Key].Weights);
            Assert.Equal(pair.Value.Bias, read[pair.Key].Bias);
        });
        Assert.Throws<ArgumentException>(() => TrainedWeights.Read(network.Graph, bytes.AsSpan(4)));
        Assert.Throws<ArgumentException>(() => TrainedWeights.Read(network.Graph, new byte[bytes.Length + 4]));
    }
}
