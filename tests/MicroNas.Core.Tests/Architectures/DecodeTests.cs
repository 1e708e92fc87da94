using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using MicroNas.Core.Architectures;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Architectures;

public class DecodeTests
{
    private static readonly Dictionary<InferenceRuntime, Enumeration> Tiny =
        Enum.GetValues<InferenceRuntime>().ToDictionary(runtime => runtime, runtime => new Enumeration(Spaces.Model(Spaces.Tiny, runtime)));

    private static readonly CostModel[] Real =
        [.. Enum.GetValues<InferenceRuntime>().SelectMany(runtime => new[] { Spaces.Model(Spaces.UciHar, runtime), Spaces.Model(Spaces.Skoda, runtime) })];

    [Property(MaxTest = 150)]
    public void Decode_finds_what_enumeration_finds(int seed)
    {
        var random = new Random(seed);
        foreach (var enumeration in Tiny.Values)
        {
            var model = enumeration.Model;
            var logProbabilities = Spaces.Log(Spaces.RandomProbabilities(model.Space, random, 0.5 + (4 * random.NextDouble())));
            var budget = RandomBudget(random, enumeration.RandomCost(random));
            var best = enumeration.BestScore(logProbabilities, budget);
            if (double.IsNegativeInfinity(best))
            {
                Assert.Throws<MicroNasException>(() => model.Decode(logProbabilities, budget));
                continue;
            }

            var found = model.Decode(logProbabilities, budget);
            AssertKeeps(model.Evaluate(found), budget);
            Assert.Equal(best, enumeration.Score(found, logProbabilities), 1e-9);
        }
    }

    [Property(MaxTest = 50)]
    public void Infeasible_budgets_are_told_with_the_smallest_reachable_values(int seed)
    {
        var random = new Random(seed);
        foreach (var enumeration in Tiny.Values)
        {
            var model = enumeration.Model;
            var smallest = model.SmallestReachable();
            Assert.Equal(enumeration.Costs.Min(cost => cost.LatencyUpper.Value), smallest.Latency.Value, 1e-9);
            Assert.Equal(enumeration.Costs.Min(cost => cost.Memory.Bytes), smallest.Memory.Bytes);
            Assert.Equal(enumeration.Costs.Min(cost => cost.Flash.Bytes), smallest.Flash.Bytes);

            var uniform = Spaces.Log(Spaces.RandomProbabilities(model.Space, random, 0));
            var budget = new Budget(null, new ByteSize(smallest.Memory.Bytes - 1 - random.Next(1000)), smallest.Flash);
            var exception = Assert.Throws<MicroNasException>(() => model.Decode(uniform, budget));
            var diagnostic = Assert.Single(exception.Diagnostics);
            Assert.Equal(DiagnosticCodes.BudgetUnreachable, diagnostic.Code);
            Assert.Contains($"{smallest.Memory.Bytes} B", diagnostic.Message, StringComparison.Ordinal);

            // Just below what is reachable, and rounded just above it.
            var limit = new Milliseconds(Math.Round(smallest.Latency.Value * (1 - (0.0001 * random.NextDouble())), 6) - 1e-6);
            exception = Assert.Throws<MicroNasException>(() => model.Decode(uniform, new Budget(limit, null, null)));
            var told = Regex.Match(Assert.Single(exception.Diagnostics).Message, "latency is ([0-9.]+) ms, but the smallest latency that the search space reaches is ([0-9.]+) ms");
            Assert.True(Number(1) < Number(2), told.Value);

            double Number(int group) => double.Parse(told.Groups[group].Value, CultureInfo.InvariantCulture);

            AssertKeeps(
                model.Evaluate(model.Decode(uniform, new Budget(null, smallest.Memory, null))),
                new Budget(null, smallest.Memory, null));
        }
    }

    [Fact]
    public void Jointly_infeasible_limits_are_told_apart()
    {
        foreach (var enumeration in Tiny.Values)
        {
            var smallest = enumeration.Model.SmallestReachable();
            var fastest = enumeration.Costs.MinBy(cost => cost.LatencyUpper.Value)!;
            var budget = new Budget(fastest.LatencyUpper, smallest.Memory, smallest.Flash);
            var feasible = enumeration.Costs.Any(cost => Keeps(cost, budget));
            var uniform = Spaces.Log(Spaces.RandomProbabilities(Spaces.Tiny, new Random(1), 0));
            if (feasible)
            {
                AssertKeeps(enumeration.Model.Evaluate(enumeration.Model.Decode(uniform, budget)), budget);
                continue;
            }

            var exception = Assert.Throws<MicroNasException>(() => enumeration.Model.Decode(uniform, budget));
            Assert.Equal(DiagnosticCodes.BudgetJointlyUnreachable, Assert.Single(exception.Diagnostics).Code);
        }
    }

    [Property(MaxTest = 25)]
    public void Every_budget_that_some_architecture_keeps_is_kept(int seed)
    {
        var random = new Random(seed);
        foreach (var model in Real)
        {
            var witness = model.Evaluate(ArchitectureEncoding.Decode(model.Space, Spaces.RandomOptions(model.Space, random)));
            var budget = RandomBudget(random, witness);
            var logProbabilities = Spaces.Log(Spaces.RandomProbabilities(model.Space, random, 4 * random.NextDouble()));
            AssertKeeps(model.Evaluate(model.Decode(logProbabilities, budget)), budget);
        }
    }

    [Fact]
    public void Budgets_between_smallest_and_largest_are_kept_and_smaller_ones_refused()
    {
        var random = new Random(7);
        foreach (var model in Real)
        {
            var smallest = model.SmallestReachable();
            var logProbabilities = Spaces.Log(Spaces.RandomProbabilities(model.Space, random, 3));
            for (var i = 0; i < 8; i++)
            {
                var factor = i == 0 ? 1 : 1 + (10 * random.NextDouble() * random.NextDouble());
                Budget[] budgets =
                [
                    new(new Milliseconds(smallest.Latency.Value * factor), null, null),
                    new(null, new ByteSize((long)(smallest.Memory.Bytes * factor)), null),
                    new(null, null, new ByteSize((long)(smallest.Flash.Bytes * factor))),
                ];
                foreach (var budget in budgets)
                {
                    AssertKeeps(model.Evaluate(model.Decode(logProbabilities, budget)), budget);
                }
            }

            Assert.Throws<MicroNasException>(() => model.Decode(logProbabilities, new Budget(new Milliseconds(smallest.Latency.Value * 0.999), null, null)));
            Assert.Throws<MicroNasException>(() => model.Decode(logProbabilities, new Budget(null, new ByteSize(smallest.Memory.Bytes - 1), null)));
            Assert.Throws<MicroNasException>(() => model.Decode(logProbabilities, new Budget(null, null, new ByteSize(smallest.Flash.Bytes - 1))));
        }
    }

    [Property(MaxTest = 30)]
    public void Without_limits_the_result_is_the_most_probable_option_of_every_group(int seed)
    {
        foreach (var model in Real)
        {
            var random = new Random(seed);
            var options = Spaces.RandomOptions(model.Space, random);
            var oneHot = ArchitectureEncoding.OneHot(model.Space, options);
            var found = model.Decode(Spaces.Log(oneHot), new Budget(null, null, null));
            Assert.Equal(ArchitectureEncoding.Decode(model.Space, options), found);
        }
    }

    private static Budget RandomBudget(Random random, ArchitectureCost cost) => new(
        random.Next(4) == 0 ? null : cost.LatencyUpper,
        random.Next(4) == 0 ? null : cost.Memory,
        random.Next(4) == 0 ? null : cost.Flash);

    private static bool Keeps(ArchitectureCost cost, Budget budget) =>
        (budget.Latency is null || cost.LatencyUpper.Value <= budget.Latency.Value.Value)
        && (budget.Memory is null || cost.Memory.Bytes <= budget.Memory.Value.Bytes)
        && (budget.Flash is null || cost.Flash.Bytes <= budget.Flash.Value.Bytes);

    private static void AssertKeeps(ArchitectureCost cost, Budget budget) => Assert.True(Keeps(cost, budget), $"{cost} breaks {budget}.");

    /// <summary>All combinations of options of a tiny space with the exact cost of each architecture.</summary>
    private sealed class Enumeration
    {
        private readonly List<(int[] Options, int Index)> combinations = [];
        private readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);

        public Enumeration(CostModel model)
        {
            Model = model;
            foreach (var options in ArchitectureEncodingTests.AllOptions(model.Space).Where(options => ArchitectureEncoding.IsConnected(model.Space, options)))
            {
                var architecture = ArchitectureEncoding.Decode(model.Space, options);
                if (!indices.TryGetValue(architecture.ToString(), out var index))
                {
                    indices.Add(architecture.ToString(), index = Costs.Count);
                    Costs.Add(model.Evaluate(architecture));
                }

                combinations.Add((options, index));
            }
        }

        public CostModel Model { get; }

        public List<ArchitectureCost> Costs { get; } = [];

        /// <summary>A cost to draw limits from; its three values come from different architectures half of the time.</summary>
        public ArchitectureCost RandomCost(Random random)
        {
            var cost = Costs[random.Next(Costs.Count)];
            return random.Next(2) == 0 ? cost : cost with { Memory = Costs[random.Next(Costs.Count)].Memory, Flash = Costs[random.Next(Costs.Count)].Flash };
        }

        public double BestScore(double[][] logProbabilities, Budget budget)
        {
            var keeps = Costs.ConvertAll(cost => Keeps(cost, budget));
            return combinations.Where(combination => keeps[combination.Index])
                .Select(combination => Score(combination.Options, logProbabilities)).DefaultIfEmpty(double.NegativeInfinity).Max();
        }

        public double Score(Architecture architecture, double[][] logProbabilities)
        {
            var index = indices[architecture.ToString()];
            return combinations.Where(combination => combination.Index == index)
                .Max(combination => Score(combination.Options, logProbabilities));
        }

        private static double Score(int[] options, double[][] logProbabilities)
        {
            var sum = 0.0;
            for (var group = 0; group < options.Length; group++)
            {
                sum += logProbabilities[group][options[group]];
            }

            return sum;
        }
    }
}
