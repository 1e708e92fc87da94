namespace MicroNas.Core.Memory;

/// <summary>Finds offsets for blocks of known lifetime.</summary>
internal sealed class ArenaLayout
{
    /// <summary>Up to this many blocks every order is tried (7! = 5040 layouts before pruning).</summary>
    private const int ExhaustiveLimit = 7;

    private const int RepairRounds = 48;

    private readonly int[] sizes;
    private readonly int[][] conflicts;
    private readonly int lowerBound;
    private readonly int[] bestOffsets;
    private int bestSize = int.MaxValue;

    private ArenaLayout(IReadOnlyList<ArenaBuffer> buffers)
    {
        sizes = [.. buffers.Select(buffer => Align(buffer.Size))];
        conflicts = [.. buffers.Select((buffer, i) => Enumerable.Range(0, buffers.Count)
            .Where(j => j != i && sizes[i] > 0 && sizes[j] > 0 && buffer.Overlaps(buffers[j])).ToArray())];
        lowerBound = buffers.Count == 0 ? 0 : buffers.Max(start => buffers
            .Select((buffer, i) => buffer.FirstUse <= start.FirstUse && start.FirstUse <= buffer.LastUse ? sizes[i] : 0).Sum());
        bestOffsets = new int[sizes.Length];
    }

    public static (int Size, int[] Offsets, int LowerBound) Place(IReadOnlyList<ArenaBuffer> buffers)
    {
        foreach (var buffer in buffers)
        {
            if (buffer.Size < 0 || buffer.LastUse < buffer.FirstUse)
            {
                throw new ArgumentException($"{buffer} has a negative size or ends before it begins.", nameof(buffers));
            }
        }

        var layout = new ArenaLayout(buffers);
        layout.TryOrders(buffers);
        if (layout.bestSize > layout.lowerBound && buffers.Count <= ExhaustiveLimit)
        {
            layout.Exhaust([.. Enumerable.Repeat(-1, buffers.Count)], 0, 0);
        }

        return (layout.bestSize, layout.bestOffsets, layout.lowerBound);
    }

    private static int Align(int size) => checked(size + ArenaPlanner.Alignment - 1) / ArenaPlanner.Alignment * ArenaPlanner.Alignment;

    private void TryOrders(IReadOnlyList<ArenaBuffer> buffers)
    {
        var all = Enumerable.Range(0, sizes.Length).ToArray();
        long Span(int i) => (long)buffers[i].LastUse - buffers[i].FirstUse + 1;
        int[][] orders =
        [
            [.. all.OrderByDescending(i => sizes[i]).ThenBy(i => buffers[i].FirstUse)],
            [.. all.OrderByDescending(i => sizes[i]).ThenByDescending(i => Span(i))],
            [.. all.OrderByDescending(i => sizes[i] + conflicts[i].Sum(j => (long)sizes[j]))],
            [.. all.OrderByDescending(i => sizes[i] * Span(i))],
            [.. all.OrderBy(i => buffers[i].FirstUse).ThenByDescending(i => sizes[i])],
        ];
        foreach (var order in orders)
        {
            for (var round = 0; round < RepairRounds; round++)
            {
                if (bestSize == lowerBound)
                {
                    return;
                }

                var top = TryOrder(order);
                var position = Array.IndexOf(order, top);
                if (position <= 0)
                {
                    break;
                }

                Array.Copy(order, 0, order, 1, position);
                order[0] = top;
            }
        }

        if (sizes.Length == 0)
        {
            bestSize = 0;
        }
    }

    /// <summary>Places in the given order; returns the block that ends highest, -1 where there is none.</summary>
    private int TryOrder(int[] order)
    {
        var offsets = new int[sizes.Length];
        Array.Fill(offsets, -1);
        var size = 0;
        var top = -1;
        foreach (var i in order)
        {
            offsets[i] = LowestOffset(i, offsets);
            if (offsets[i] + sizes[i] > size)
            {
                size = offsets[i] + sizes[i];
                top = i;
            }
        }

        Keep(size, offsets);
        return top;
    }

    /// <summary>Depth-first over all orders; a branch that already reaches the best size is cut.</summary>
    private void Exhaust(int[] offsets, int placed, int size)
    {
        if (size >= bestSize || bestSize == lowerBound)
        {
            return;
        }

        if (placed == offsets.Length)
        {
            Keep(size, offsets);
            return;
        }

        for (var i = 0; i < offsets.Length; i++)
        {
            if (offsets[i] < 0)
            {
                offsets[i] = LowestOffset(i, offsets);
                Exhaust(offsets, placed + 1, Math.Max(size, offsets[i] + sizes[i]));
                offsets[i] = -1;
            }
        }
    }

    private int LowestOffset(int block, int[] offsets)
    {
        var offset = 0;
        bool moved;
        do
        {
            moved = false;
            foreach (var other in conflicts[block])
            {
                if (offsets[other] >= 0 && offset < offsets[other] + sizes[other] && offsets[other] < offset + sizes[block])
                {
                    offset = checked(offsets[other] + sizes[other]);
                    moved = true;
                }
            }
        }
        while (moved);
        return offset;
    }

    private void Keep(int size, int[] offsets)
    {
        if (size < bestSize)
        {
            bestSize = size;
            offsets.CopyTo(bestOffsets, 0);
        }
    }
}
