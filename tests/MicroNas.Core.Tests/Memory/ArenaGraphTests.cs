using MicroNas.Core.Memory;

namespace MicroNas.Core.Tests.Memory;

/// <summary>The arena planner on whole graphs: branches, in-place steps, aliases, scratch.</summary>
public sealed class ArenaGraphTests
{
    [Fact]
    public void No_step_finds_a_value_overwritten_that_it_needs()
    {
        var random = new Random(20);
        for (var i = 0; i < 300; i++)
        {
            var graph = RandomArenaGraph.Draw(random, random.Next(1, 40), largest: 600);

            var plan = graph.Plan();

            ArenaSimulation.Run(graph, plan);
            Assert.All(plan.Offsets.Concat(plan.ScratchOffsets), offset => Assert.True(offset == -1 || offset % ArenaPlanner.Alignment == 0));
            Assert.InRange(plan.Size, plan.LowerBound, int.MaxValue);
        }
    }

    [Fact]
    public void The_simulation_sees_a_plan_that_is_too_tight()
    {
        // Negative control: the same graph with scratch moved onto the input.
        var graph = new RandomArenaGraph([32, 32], [new([0], 1, ArenaSharing.None, ScratchSize: 16)]);
        var plan = graph.Plan();

        ArenaSimulation.Run(graph, plan);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => ArenaSimulation.Run(graph, plan with { ScratchOffsets = [plan.Offsets[0]] }));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => ArenaSimulation.Run(graph, plan with { ScratchOffsets = [plan.Offsets[1]] }));
    }

    [Fact]
    public void Small_graphs_get_the_smallest_arena_that_any_order_of_placement_gives()
    {
        var random = new Random(21);
        for (var i = 0; i < 200; i++)
        {
            var graph = RandomArenaGraph.Draw(random, random.Next(1, 5), largest: 8 * ArenaPlanner.Alignment);

            Assert.Equal(ArenaBruteForce.SmallestSize(graph), graph.Plan().Size);
        }
    }
}
