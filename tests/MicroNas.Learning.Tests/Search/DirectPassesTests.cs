using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroNas.Learning.Tests.Search;

/// <summary>
/// The super-network without libtorch on the default space. A value that rounding carries over a ReLU's edge moves every gradient before
/// it by a percent; hence medians, as in <see cref="SuperNetworkTests"/>.
/// </summary>
[Collection(TorchCollection.Name)]
public sealed class DirectPassesTests
{
    private const int Windows = 15;

    private static readonly SearchSpace Space = SearchSpace.Create(64, 9, 5, new SearchSpaceOptions());

    /// <summary>In double precision: how libtorch rounds in float depends on the processor.</summary>
    [Fact]
    public void Loss_and_gradients_equal_those_of_libtorchs_own_operators()
    {
        List<double[]> distances = [];
        foreach (var seed in Enumerable.Range(7, 5))
        {
            using var scope = NewDisposeScope();
            using var workers = new ShardWorkers();
            using var network = Network(seed);
            using var direct = new DirectPasses(network, workers, Windows + 3);
            var batch = Batch(seed);
            var sample = Sample(seed);
            var probabilities = sample.Select(values => tensor(values).requires_grad_()).ToArray();
            var scores = Enumerable.Range(0, ShardWorkers.Count).Select(shard => batch.Shard(shard, ShardWorkers.Count)).Select(part =>
                (part.Labels, Scores: network.ForwardPlain(part.Values.to_type(ScalarType.Float64), probabilities, values => values))).ToArray();
            var expected = scores
                .Select(part => functional.cross_entropy(part.Scores, part.Labels, reduction: Reduction.Sum))
                .Aggregate((left, right) => left + right) / Windows;
            var gradients = autograd.grad([expected], [.. network.Parameters, .. probabilities]);

            var toWeights = direct.ToWeights(batch, sample, dropout: null, meanwhile: null);
            var ofWeights = toWeights.Select((values, i) => GradientDistance.Of(tensor(values), gradients[i])).ToArray();
            Assert.Equal(expected.item<double>(), direct.Loss, 1e-4);
            var toDecisions = direct.ToDecisions(batch, sample, dropout: null, meanwhile: null);
            Assert.Equal(expected.item<double>(), direct.Loss, 1e-4);
            Assert.Equal(scores.Sum(part => part.Scores.argmax(1).eq(part.Labels).sum().item<long>()), direct.Correct);
            var ofDecisions = toDecisions.Select((values, i) => GradientDistance.Of(tensor(values), gradients[ofWeights.Length + i]));
            distances.Add([.. ofWeights, .. ofDecisions]);
        }

        Assert.InRange(GradientDistance.Median(distances.Select(GradientDistance.Median)), 0, 1e-4);
        Assert.All(distances.SelectMany(values => values), distance => Assert.InRange(distance, 0, 0.2));
        for (var i = 0; i < distances[0].Length; i++)
        {
            Assert.InRange(distances.Min(values => values[i]), 0, 1e-3);
        }
    }

    /// <summary>Every pass of a search draws its masks in the same order, whoever computes it.</summary>
    [Fact]
    public void Dropout_is_that_of_the_passes_through_libtorch()
    {
        using var scope = NewDisposeScope();
        using var workers = new ShardWorkers();
        using var network = Network(seed: 3);
        using var direct = new DirectPasses(network, workers, Windows);
        using var judge = new TorchPasses(network, workers);
        var (batch, sample) = (Batch(seed: 3), Sample(seed: 3));
        var (dropout, sameDropout) = (DropoutSource.ForShards(0.3, seed: 1), DropoutSource.ForShards(0.3, seed: 1));
        for (var i = 0; i < 3; i++)
        {
            var expected = judge.ToDecisions(batch, sample, dropout, meanwhile: null);
            var actual = direct.ToDecisions(batch, sample, sameDropout, meanwhile: null);

            Assert.Equal(judge.Loss, direct.Loss, 1e-4);
            Assert.InRange(
                GradientDistance.Median(actual.Zip(expected, (left, right) => GradientDistance.Of(tensor(left), tensor(right)))), 0, 0.04);
            judge.ToWeights(batch, sample, dropout, meanwhile: null);
            direct.ToWeights(batch, sample, sameDropout, meanwhile: null);
            Assert.Equal(judge.Loss, direct.Loss, 1e-4);
        }
    }

    private static SuperNetwork Network(int seed) => PerturbedSuperNetwork.Create(Space, new RandomSource(seed, RandomStream.InitialWeights));

    private static IReadOnlyList<double[]> Sample(int seed) =>
        new ArchitectureWeights(Space.Groups).Sample(temperature: 1, new RandomSource(seed, RandomStream.GumbelNoise));

    private static WindowBatch Batch(int seed) => RandomBatch.Draw(Windows, Space.Input.Sensors, Space.Input.Time, Space.Classes, seed);
}
