using FsCheck.Xunit;
using MicroNas.Core.Architectures;
using MicroNas.Core.Latency;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Tests.Architectures;

public class ExpectedCostTests
{
    private static readonly Dictionary<(string, InferenceRuntime), CostModel> Models =
        new[] { ("uci", Spaces.UciHar), ("skoda", Spaces.Skoda), ("tiny", Spaces.Tiny) }
            .SelectMany(space => Enum.GetValues<InferenceRuntime>().Select(runtime => (space, runtime)))
            .ToDictionary(pair => (pair.space.Item1, pair.runtime), pair => Spaces.Model(pair.space.Item2, pair.runtime));

    [Property(MaxTest = 200)]
    public void One_hot_cost_is_the_cost_of_the_discrete_architecture(int seed)
    {
        foreach (var model in Models.Values)
        {
            var options = Spaces.RandomOptions(model.Space, new Random(seed));
            var architecture = ArchitectureEncoding.Decode(model.Space, options);
            var exact = model.Evaluate(architecture);
            var expected = model.Expect(ArchitectureEncoding.OneHot(model.Space, options));
            Assert.Equal(exact.Latency.Value, expected.LatencyMilliseconds, exact.Latency.Value * 1e-12);
            Assert.Equal(exact.Flash.Bytes, expected.FlashBytes, 1e-6);

            var graph = ArchitectureLowering.Lower(model.Space, architecture);
            var waste = model.Footprint.PlannedBytes(graph) - MemoryEnvelope.Of(graph, model.Footprint);
            Assert.True(waste >= 0, "A plan below what is alive would overwrite live data.");
            Assert.Equal(exact.Memory.Bytes - waste, expected.MemoryBytes, 1e-6);
        }
    }

    [Property(MaxTest = 300)]
    public void Planned_arena_of_our_runtime_is_what_is_alive_at_the_fullest_step(int seed)
    {
        foreach (var space in new[] { Spaces.UciHar, Spaces.Skoda })
        {
            var model = Models[(space == Spaces.Skoda ? "skoda" : "uci", InferenceRuntime.Micronas)];
            var architecture = ArchitectureEncoding.Decode(space, Spaces.RandomOptions(space, new Random(seed)));
            var graph = ArchitectureLowering.Lower(space, architecture);
            Assert.Equal(MemoryEnvelope.Of(graph, model.Footprint), model.Footprint.PlannedBytes(graph));
        }
    }

    [Property(MaxTest = 6)]
    public void Expected_latency_is_the_weighted_sum_over_all_choices(int seed)
    {
        var random = new Random(seed);
        var model = Models[("tiny", InferenceRuntime.Tflm)];
        var probabilities = Spaces.RandomProbabilities(model.Space, random, 2);
        foreach (var cell in model.Space.Cells.OfType<SensorFusionCell>())
        {
            // One branch is certain, so that no combination is disconnected: what such a network costs is nobody's to say.
            DecisionGroup[] branches = [cell.Skip, .. cell.Kernels];
            probabilities[branches[random.Next(branches.Length)].Index] = [0, 1];
        }

        double latency = 0;
        double flash = 0;
        foreach (var options in ArchitectureEncodingTests.AllOptions(model.Space))
        {
            var probability = options.Select((option, group) => probabilities[group][option]).Aggregate(1.0, (product, value) => product * value);
            if (probability > 0)
            {
                var graph = ArchitectureLowering.Lower(model.Space, ArchitectureEncoding.Decode(model.Space, options));
                latency += probability * graph.Operators.Sum(
                    node => model.Latency.Estimate(OperatorShapes.Of(graph, node)).At(model.Latency.Clock).Value);
                flash += probability * (model.Footprint.FixedFlash
                    + graph.Operators.Sum(node => model.Footprint.FlashBytes(OperatorShapes.Of(graph, node))));
            }
        }

        var expected = model.Expect(probabilities);
        Assert.Equal(latency, expected.LatencyMilliseconds, latency * 1e-10);
        Assert.Equal(flash, expected.FlashBytes, flash * 1e-10);
    }

    [Property(MaxTest = 10)]
    public void Gradients_agree_with_finite_differences(int seed)
    {
        const double Step = 1e-6;
        var random = new Random(seed);
        foreach (var model in Models.Values)
        {
            var probabilities = Spaces.RandomProbabilities(model.Space, random, 1.5);
            var cost = model.Expect(probabilities);
            foreach (var group in model.Space.Groups.Where(group => group.Options > 1))
            {
                // Along the simplex: what one option gains another loses.
                var from = random.Next(group.Options);
                var to = (from + 1 + random.Next(group.Options - 1)) % group.Options;
                ExpectedCost At(double shift)
                {
                    double[][] moved = [.. probabilities.Select(values => (double[])values.Clone())];
                    moved[group.Index][to] += shift;
                    moved[group.Index][from] -= shift;
                    return model.Expect(moved);
                }

                var (before, after) = (At(-Step), At(Step));
                void Compare(Func<ExpectedCost, double> value, double[][] gradient)
                {
                    var analytic = gradient[group.Index][to] - gradient[group.Index][from];
                    var numeric = (value(after) - value(before)) / (2 * Step);
                    Assert.Equal(numeric, analytic, Math.Max(1e-5 * value(cost), 1e-5 * Math.Abs(numeric)));
                }

                Compare(result => result.LatencyMilliseconds, cost.LatencyGradient);
                Compare(result => result.FlashBytes, cost.FlashGradient);
                Compare(result => result.MemoryBytes, cost.MemoryGradient);
            }
        }
    }
}
