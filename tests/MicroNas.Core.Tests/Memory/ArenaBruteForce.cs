using MicroNas.Core.Memory;

namespace MicroNas.Core.Tests.Memory;

/// <summary>The smallest arena of a small graph: every choice of what an in-place step overwrites, every order of placing the blocks.</summary>
internal static class ArenaBruteForce
{
    private sealed record Block(int Size, int First, int Last);

    public static int SmallestSize(RandomArenaGraph graph)
    {
        var best = int.MaxValue;
        foreach (var owners in Owners(graph, [0], 0))
        {
            best = Math.Min(best, SmallestSize([.. Blocks(graph, owners)]));
        }

        return best;
    }

    /// <summary>Every way to give each tensor its own block (itself) or that of an input.</summary>
    private static IEnumerable<int[]> Owners(RandomArenaGraph graph, int[] owners, int step)
    {
        if (step == graph.Steps.Count)
        {
            yield return owners;
            yield break;
        }

        var (inputs, output, sharing) = (graph.Steps[step].Inputs, graph.Steps[step].Output, graph.Steps[step].Sharing);
        var choices = sharing switch
        {
            ArenaSharing.Alias => [owners[inputs[0]]],
            ArenaSharing.InPlace => inputs
                .Where(input => graph.Sizes[input] == graph.Sizes[output] && LastUse(graph, owners, owners[input]) == step)
                .Select(input => owners[input]).Append(output).Distinct().ToArray(),
            _ => new[] { output },
        };
        foreach (var choice in choices)
        {
            foreach (var all in Owners(graph, [.. owners, choice], step + 1))
            {
                yield return all;
            }
        }
    }

    private static IEnumerable<Block> Blocks(RandomArenaGraph graph, int[] owners)
    {
        for (var owner = 0; owner < owners.Length; owner++)
        {
            if (owners[owner] == owner)
            {
                yield return new(RoundUp(graph.Sizes[owner]), owner - 1, Math.Max(owner - 1, LastUse(graph, owners, owner)));
            }
        }

        for (var step = 0; step < graph.Steps.Count; step++)
        {
            if (graph.Steps[step].ScratchSize > 0)
            {
                yield return new(RoundUp(graph.Steps[step].ScratchSize), step, step);
            }
        }
    }

    /// <summary>The last step that reads any tensor of the block; the output is read after the last step.</summary>
    private static int LastUse(RandomArenaGraph graph, int[] owners, int owner)
    {
        var last = -1;
        for (var tensor = 0; tensor < owners.Length; tensor++)
        {
            if (owners[tensor] == owner)
            {
                last = tensor == graph.Output ? graph.Steps.Count : Math.Max(last, tensor - 1);
                for (var step = 0; step < graph.Steps.Count; step++)
                {
                    last = graph.Steps[step].Inputs.Contains(tensor) ? Math.Max(last, step) : last;
                }
            }
        }

        return last;
    }

    private static int SmallestSize(Block[] blocks)
    {
        var best = int.MaxValue;
        Place(blocks, new int?[blocks.Length], 0, 0, ref best);
        return best;
    }

    private static void Place(Block[] blocks, int?[] offsets, int placed, int size, ref int best)
    {
        if (size >= best)
        {
            return;
        }

        if (placed == blocks.Length)
        {
            best = size;
            return;
        }

        for (var i = 0; i < blocks.Length; i++)
        {
            if (offsets[i] is null)
            {
                offsets[i] = LowestFree(blocks, offsets, i);
                Place(blocks, offsets, placed + 1, Math.Max(size, offsets[i]!.Value + blocks[i].Size), ref best);
                offsets[i] = null;
            }
        }
    }

    private static int LowestFree(Block[] blocks, int?[] offsets, int block)
    {
        var offset = 0;
        while (Enumerable.Range(0, blocks.Length).Any(other => offsets[other] is { } start
            && blocks[other].First <= blocks[block].Last && blocks[block].First <= blocks[other].Last
            && offset < start + blocks[other].Size && start < offset + blocks[block].Size))
        {
            offset += ArenaPlanner.Alignment;
        }

        return offset;
    }

    private static int RoundUp(int size) => (size + ArenaPlanner.Alignment - 1) / ArenaPlanner.Alignment * ArenaPlanner.Alignment;
}
