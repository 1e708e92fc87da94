using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;
using MicroNas.Learning.Training;

using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Search;

[Collection(TorchCollection.Name)]
public sealed class SuperNetworkTests
{
    private static readonly SearchSpaceOptions SmallSpace = new()
    {
        MinimumTime = 8,
        MinimumSensors = 2,
        FusionRepeats = 1,
        TimeReduceMaximumFilters = 8,
        SensorFusionMaximumFilters = 16,
    };

    /// <summary>What the search believes of an architecture is what the training then builds.</summary>
    [Fact]
    public void With_one_hot_probabilities_it_equals_the_discrete_network_with_the_same_weights()
    {
        var space = SearchSpace.Create(32, 5, 3, SmallSpace);
        var random = new RandomSource(5, RandomStream.InitialWeights);
        using var super = PerturbedSuperNetwork.Create(space, random);
        for (var trial = 0; trial < 20; trial++)
        {
            using var scope = NewDisposeScope();
            var options = RandomArchitecture.DrawOptions(space, random);
            var architecture = ArchitectureEncoding.Decode(space, options);
            using var discrete = new TrainingNetwork(ArchitectureLowering.Lower(space, architecture), random);
            WeightTransplant.Copy(space, super, discrete);
            var input = RandomInput(space, random);

            var expected = discrete.ForwardPlain(input);
            var actual = super.Forward(input, Decisions(RandomArchitecture.OneHot(space, options)), dropout: null);

            Assert.True(allclose(expected, actual, 1e-3, 1e-4), architecture.ToString());
            using var decisions = new DirectDecisions();
            using var direct = super.BuildDirect(decisions, windows: 4);
            decisions.Fill([.. RandomArchitecture.OneHot(space, options).Select(values => values.Select(value => (double)value).ToArray())]);
            long[] labels = [0, 1, 2, 0];
            var (loss, correct) = direct.Compute(input.contiguous().data<float>().ToArray(), labels, labels.Length, default, back: false);
            Assert.Equal(nn.functional.cross_entropy(expected, tensor(labels)).item<float>(), loss, 1e-3);
            Assert.Equal(expected.argmax(1).eq(tensor(labels)).sum().item<long>(), correct);
        }
    }

    /// <summary>
    /// The fused operation is judged by libtorch's own operators. A value that rounding carries over a ReLU's edge moves every
    /// gradient before it by a percent, in one network of eight here and in either formulation (against double precision the plain one has
    /// more such cases); hence medians over parameters and networks. Each operation alone is held to 1e-5 in FusedNormalizationTests.
    /// </summary>
    [Fact]
    public void Gradients_equal_those_of_the_plain_formulation()
    {
        var space = SearchSpace.Create(64, 9, 5, new SearchSpaceOptions());
        var distances = Enumerable.Range(7, 5).Select(seed => CompareWithPlain(space, seed)).ToArray();

        Assert.InRange(GradientDistance.Median(distances.Select(pair => pair.Weights)), 0, 1e-4);
        Assert.InRange(GradientDistance.Median(distances.Select(pair => pair.Decisions)), 0, 1e-4);
        Assert.All(distances, pair => Assert.InRange(Math.Max(pair.Weights, pair.Decisions), 0, 0.04));
    }

    private static (double Weights, double Decisions) CompareWithPlain(SearchSpace space, int seed)
    {
        const int windows = 8;
        using var scope = NewDisposeScope();
        var random = new RandomSource(seed, RandomStream.InitialWeights);
        using var super = PerturbedSuperNetwork.Create(space, random);
        var input = RandomInput(space, random, windows);
        var sample = new ArchitectureWeights(space.Groups).Sample(temperature: 1, random);
        var probabilities = sample.Select(values => Floats(values).requires_grad_()).ToArray();
        var direction = tensor(Enumerable.Range(0, windows * 5).Select(_ => (float)random.NextNormal()).ToArray(), [windows, 5]);
        var decisions = new SampledDecisions(sample, architecture: true);

        var plain = (super.ForwardPlain(input, probabilities, values => values) * direction).sum();
        var fused = (super.Forward(input, new SampledDecisions(sample, architecture: false), dropout: null) * direction).sum();
        var expected = autograd.grad([plain], [.. super.Parameters, .. probabilities]);
        var weights = autograd.grad([fused], [.. super.Parameters]);
        var gradient = decisions.Gradient((super.Forward(input, decisions, dropout: null) * direction).sum());

        return (
            GradientDistance.Median(weights.Select((actual, i) => GradientDistance.Of(actual, expected[i]))),
            GradientDistance.Median(gradient.Select((actual, i) => GradientDistance.Of(Floats(actual), expected[weights.Count + i]))));
    }

    private static Tensor Floats(double[] values) => tensor(values.Select(value => (float)value).ToArray());

    [Fact]
    public void Gradient_to_the_decisions_equals_finite_differences()
    {
        var space = SearchSpace.Create(16, 4, 3, SmallSpace);
        var random = new RandomSource(6, RandomStream.InitialWeights);
        using var scope = NewDisposeScope();
        using var super = new SuperNetwork(space, random);
        using var workers = new ShardWorkers();
        using var step = new SearchStep(super, workers, batchSize: 32, dropoutRate: 0, seed: 1);
        var values = Enumerable.Range(0, 32 * 16 * 4).Select(_ => (float)random.NextNormal()).ToArray();
        var batch = new WindowBatch(values, [.. Enumerable.Range(0, 32).Select(i => (long)(i % 3))], 4, 16);
        var sample = new ArchitectureWeights(space.Groups).Probabilities();

        var gradient = step.ArchitectureGradient(batch, sample);

        double Loss()
        {
            step.ArchitectureGradient(batch, sample);
            return step.Loss;
        }

        const double difference = 0.001;
        foreach (var group in space.Groups)
        {
            for (var option = 0; option < group.Options; option++)
            {
                sample[group.Index][option] += difference;
                var above = Loss();
                sample[group.Index][option] -= 2 * difference;
                var below = Loss();
                sample[group.Index][option] += difference;
                var expected = (above - below) / (2 * difference);
                Assert.True(
                    Math.Abs(expected - gradient[group.Index][option]) <= 1e-3 + (0.05 * Math.Abs(expected)),
                    $"{group.Name}[{option}]: {gradient[group.Index][option]}, difference quotient {expected}");
            }
        }
    }

    private static SampledDecisions Decisions(IEnumerable<float[]> probabilities) => new(
        [.. probabilities.Select(values => values.Select(value => (double)value).ToArray())], architecture: false);

    private static Tensor RandomInput(SearchSpace space, RandomSource random, int windows = 4)
    {
        var (time, sensors) = (space.Input.Time, space.Input.Sensors);
        return tensor(Enumerable.Range(0, windows * time * sensors).Select(_ => (float)random.NextNormal()).ToArray(), [windows, 1, sensors, time]);
    }
}
