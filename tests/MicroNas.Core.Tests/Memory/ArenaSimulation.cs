using MicroNas.Core.Memory;

namespace MicroNas.Core.Tests.Memory;

/// <summary>Runs a graph in a plan's arena with marks for values, so that whatever overwrites a byte that is still needed is seen.</summary>
internal static class ArenaSimulation
{
    private const int Garbage = -1;

    public static void Run(RandomArenaGraph graph, ArenaPlan plan)
    {
        var arena = new int[plan.Size];
        Array.Fill(arena, Garbage);
        var marks = Enumerable.Range(1, graph.Sizes.Count).ToArray();
        Span<int> Place(int tensor) => arena.AsSpan(plan.Offsets[tensor], graph.Sizes[tensor]);
        void Holds(int tensor, int step) =>
            Assert.True(Place(tensor).IndexOfAnyExcept(marks[tensor]) < 0, $"step {step} finds tensor {tensor} overwritten");

        Place(0).Fill(marks[0]);
        for (var i = 0; i < graph.Steps.Count; i++)
        {
            var step = graph.Steps[i];
            if (plan.ScratchOffsets[i] >= 0)
            {
                arena.AsSpan(plan.ScratchOffsets[i], step.ScratchSize).Fill(Garbage);
            }

            foreach (var input in step.Inputs)
            {
                Holds(input, i);
            }

            if (step.Sharing == ArenaSharing.Alias)
            {
                Assert.Equal(plan.Offsets[step.Inputs[0]], plan.Offsets[step.Output]);
                marks[step.Output] = marks[step.Inputs[0]];
            }

            Place(step.Output).Fill(marks[step.Output]);
            if (plan.ScratchOffsets[i] >= 0)
            {
                // A kernel reads its inputs to its end, and its scratch is still in use when the last value is written.
                arena.AsSpan(plan.ScratchOffsets[i], step.ScratchSize).Fill(Garbage);
            }

            foreach (var input in step.Inputs.Where(input => !(step.Sharing == ArenaSharing.InPlace && plan.Offsets[input] == plan.Offsets[step.Output])))
            {
                Holds(input, i);
            }

            Holds(step.Output, i);
        }

        Holds(graph.Output, graph.Steps.Count);
    }
}
