using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;

using TorchSharp;

namespace MicroNas.Learning.Tests.Search;

[Collection(TorchCollection.Name)]
public sealed class SearchStepTests
{
    /// <summary>While α rests, a search goes the way that it would go if the gradient were computed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_without_gradient_has_the_loss_the_answers_and_the_draws_of_one_with_it(bool withDropout)
    {
        var sample = new ArchitectureWeights(TinyNetwork.Space.Groups).Sample(temperature: 1, new RandomSource(1, RandomStream.GumbelNoise));
        using var workers = new ShardWorkers();
        using var network = new SuperNetwork(TinyNetwork.Space, new RandomSource(1, RandomStream.InitialWeights));
        var (whole, judging) = (Create(), Create());
        var batches = Batches();
        for (var i = 0; i < 3; i++)
        {
            var batch = batches.Next();
            whole.ArchitectureGradient(batch, sample, withDropout);
            judging.Judge(batch, sample, withDropout);

            Assert.Equal((whole.Loss, whole.Correct), (judging.Loss, judging.Correct));
            Assert.Equal(State(whole), State(judging));
        }

        SearchStep Create() => new(network, workers, dropoutRate: 0.3, seed: 1);
    }

    [Fact]
    public void No_tensor_outlives_its_step()
    {
        var sample = new ArchitectureWeights(TinyNetwork.Space.Groups).Probabilities();
        using var workers = new ShardWorkers();
        using var network = new SuperNetwork(TinyNetwork.Space, new RandomSource(1, RandomStream.InitialWeights));
        var step = new SearchStep(network, workers, dropoutRate: 0.3, seed: 1);
        var batches = Batches();
        List<long> counts = [];
        for (var i = 0; i < 6; i++)
        {
            step.Judge(batches.NextForStep(), sample, withDropout: true, batches.Prepare);
            step.ArchitectureGradient(batches.NextForStep(), sample, withDropout: true, batches.Prepare);
            step.WeightGradient(batches.NextForStep(), sample, batches.Prepare);
            counts.Add(torch.Tensor.TotalCount);
        }

        Assert.Equal(counts[1], counts[^1]);
    }

    private static WindowBatches Batches()
    {
        var dataset = TinyDataset.Create(64);
        return new WindowBatches(dataset.Training, dataset.Normalization, 16, new RandomSource(1, RandomStream.TrainingOrder), augmentation: null);
    }

    private static byte[] State(SearchStep step)
    {
        using var stream = new MemoryStream();
        step.Save(new BinaryWriter(stream));
        return stream.ToArray();
    }
}
