using MicroNas.Core.Latency;

namespace MicroNas.Core.Architectures;

/// <summary>
/// The plan that TensorFlow Lite Micro's greedy planner makes at start-up: blocks by falling size (of equal ones the later
/// first), each at the lowest offset where it meets no block that is alive at the same time. It can be far above what is
/// alive at any step, and it decides whether the model runs, so it is repeated here exactly.
/// </summary>
public static class TflmMemoryPlanner
{
    /// <summary>Bytes of activations and scratch.</summary>
    public static long Plan(OperatorGraph graph, IRuntimeFootprint footprint)
    {
        var first = new int[graph.Tensors.Count];
        var last = new int[graph.Tensors.Count];
        for (var step = 0; step < graph.Operators.Count; step++)
        {
            var node = graph.Operators[step];
            first[node.Output] = last[node.Output] = step;
            foreach (var input in node.Inputs)
            {
                last[input] = step;
            }
        }

        last[graph.Operators[^1].Output] = graph.Operators.Count - 1;
        var blocks = graph.Tensors.Select((shape, index) => (Size: (long)footprint.TensorBytes(shape), First: first[index], Last: last[index])).ToList();
        for (var step = 0; step < graph.Operators.Count; step++)
        {
            var scratch = footprint.ScratchBytes(OperatorShapes.Of(graph, graph.Operators[step]));
            if (scratch > 0)
            {
                blocks.Add((scratch, step, step));
            }
        }

        return Plan(blocks);
    }

    /// <summary>Bytes of blocks with lifetimes [First, Last], in the order in which the interpreter announces them.</summary>
    public static long Plan(IReadOnlyList<(long Size, int First, int Last)> blocks)
    {
        var placed = new List<(long Offset, long End, int First, int Last)>(blocks.Count);
        long total = 0;
        foreach (var index in Enumerable.Range(0, blocks.Count).OrderByDescending(i => blocks[i].Size).ThenByDescending(i => i))
        {
            var (size, first, last) = blocks[index];
            long offset = 0;
            foreach (var other in placed)
            {
                if (other.First > last || other.Last < first)
                {
                    continue;
                }

                if (other.Offset - offset >= size)
                {
                    break;
                }

                offset = Math.Max(offset, other.End);
            }

            var position = placed.FindIndex(other => other.Offset > offset);
            placed.Insert(position < 0 ? placed.Count : position, (offset, offset + size, first, last));
            total = Math.Max(total, offset + size);
        }

        return total;
    }
}
