using MicroNas.Core.Memory;

namespace MicroNas.Core.Tests.Memory;

/// <summary>A graph of steps as the arena planner sees it: tensor 0 is the input, each step writes the next tensor, the last is the output.</summary>
/// <param name="Sizes">Bytes of each tensor.</param>
/// <param name="Steps">In execution order.</param>
internal sealed record RandomArenaGraph(IReadOnlyList<int> Sizes, IReadOnlyList<ArenaStep> Steps)
{
    public int Output => Sizes.Count - 1;

    public ArenaPlan Plan() => ArenaPlanner.Plan(Sizes, Steps, input: 0, Output);

    /// <summary>Branches, additions, aliases, tensors that nothing reads, scratch; sizes off the alignment too.</summary>
    public static RandomArenaGraph Draw(Random random, int steps, int largest)
    {
        var sizes = new List<int> { random.Next(1, largest + 1) };
        var list = new List<ArenaStep>();
        for (var i = 0; i < steps; i++)
        {
            var output = sizes.Count;
            var first = Reach(random, output);
            var sharing = (ArenaSharing)random.Next(3);
            int[] inputs = sharing switch
            {
                ArenaSharing.Alias => [first],
                ArenaSharing.InPlace => [first, .. Enumerable.Range(0, output).Where(tensor => sizes[tensor] == sizes[first]).OrderBy(_ => random.Next()).Take(random.Next(2))],
                _ => [first, .. Enumerable.Range(0, random.Next(3)).Select(_ => Reach(random, output))],
            };
            // Few sizes, so that tensors of one size meet.
            sizes.Add(sharing == ArenaSharing.None ? random.Next(1, 5) * largest / 4 : sizes[first]);
            list.Add(new ArenaStep([.. inputs], output, sharing, sharing != ArenaSharing.Alias && random.Next(3) == 0 ? random.Next(1, largest + 1) : 0));
        }

        return new(sizes, list);
    }

    /// <summary>One of the last few tensors mostly, now and then any.</summary>
    private static int Reach(Random random, int count) => random.Next(4) == 0 ? random.Next(count) : Math.Max(0, count - random.Next(1, 4));
}
