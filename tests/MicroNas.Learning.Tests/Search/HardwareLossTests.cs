using FsCheck.Xunit;

using MicroNas.Core.Architectures;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;

namespace MicroNas.Learning.Tests.Search;

public sealed class HardwareLossTests
{
    /// <summary>Costs linear in the probabilities, so that their own gradient is known; limits on both sides of them.</summary>
    [Property(MaxTest = 100)]
    public void Gradient_equals_finite_differences(int seed)
    {
        var random = new RandomSource(seed, RandomStream.GumbelNoise);
        double[] Draw() => [.. Enumerable.Range(0, 4).Select(_ => 1 + (9 * random.NextUniform()))];
        var (latency, memory, flash, probabilities) = (Draw(), Draw(), Draw(), ArchitectureWeights.Softmax(Draw()));
        double Cost(double[] prices) => prices.Zip(probabilities, (price, p) => price * p).Sum();
        ExpectedCost Expect() => new(Cost(latency), [latency], 1000 * Cost(memory), [Scale(memory)], 1000 * Cost(flash), [Scale(flash)]);
        double Limit() => 1 + (9 * random.NextUniform());
        var budget = new Budget(
            new Milliseconds(Limit()), new ByteSize((long)(1000 * Limit())), new ByteSize((long)(1000 * Limit())));
        var loss = new HardwareLoss(budget, latencyErrorBand: 0.1);
        var gradient = new double[4];
        loss.Add(Expect(), [gradient]);

        const double step = 1e-7;
        for (var i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] += step;
            var above = loss.Add(Expect(), [new double[4]]);
            probabilities[i] -= 2 * step;
            var below = loss.Add(Expect(), [new double[4]]);
            probabilities[i] += step;
            Assert.Equal((above - below) / (2 * step), gradient[i], 1e-4);
        }
    }

    [Fact]
    public void Above_a_limit_the_loss_is_the_weighted_logarithm_and_the_latency_limit_leaves_room_for_the_error_band()
    {
        var cost = new ExpectedCost(20, [], 4000, [], 1000, []);
        var loss = new HardwareLoss(new Budget(new Milliseconds(12), new ByteSize(1000), null), latencyErrorBand: 0.2);

        Assert.Equal((2 * Math.Log(2)) + (4 * Math.Log(4)), loss.Add(cost, []), 1e-12);
    }

    private static double[] Scale(double[] prices) => [.. prices.Select(price => 1000 * price)];
}
