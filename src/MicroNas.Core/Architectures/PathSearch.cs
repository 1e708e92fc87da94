namespace MicroNas.Core.Architectures;

/// <summary>
/// The best path through layers of choices under limits: best first by an upper bound, labels that another one dominates
/// dropped. Exact: the search ends when no open label can beat what was found.
/// </summary>
internal sealed class PathSearch
{
    /// <summary>Bounds memory: after so many labels the best path found so far is returned. Real spaces need far fewer.</summary>
    private const int LabelLimit = 500_000;

    private const int DominanceScan = 256;

    private readonly CellArc[][][] layers;
    private readonly PathLimits limits;
    private readonly double[][] latency;
    private readonly double[][] flash;
    private readonly double[][] persistent;
    private readonly double[][] peak;
    private readonly List<PathLabel> labels = [];
    private double incumbentValue = double.NegativeInfinity;
    private CellArc[]? incumbent;

    private PathSearch(CellArc[][][] layers, PathLimits limits)
    {
        latency = SuffixBounds.Smallest(layers, arc => arc.Latency);
        flash = SuffixBounds.Smallest(layers, arc => arc.Flash);
        persistent = SuffixBounds.Smallest(layers, arc => arc.Persistent);
        peak = SuffixBounds.SmallestMaximum(layers, arc => arc.Peak);
        this.limits = limits;
        this.layers = Reduce(layers, limits.Memory - persistent[0][0]);
    }

    /// <summary>The path of the largest score within the limits; null if there is none.</summary>
    /// <param name="accept">Judges a whole path exactly.</param>
    /// <param name="dominance">False where a path may be refused for more than its sums: then no path stands for another.</param>
    public static CellArc[]? LargestScore(CellArc[][][] layers, PathLimits limits, Func<CellArc[], bool> accept, bool dominance = true)
    {
        var search = new PathSearch(layers, limits);
        if (!search.CanFit(PathLabel.Start))
        {
            return null;
        }

        double Judge(CellArc[] path)
        {
            var score = path.Sum(arc => arc.Score);
            return score > search.incumbentValue && accept(path) ? score : double.NegativeInfinity;
        }

        // At least 1, so that a limit without any room for persistent bytes divides nothing by 0: wider, so still a bound.
        var prices = limits with { Memory = Math.Max(1, limits.Memory - search.peak[0][0]) };
        var bounds = LagrangianBound.Search(search.layers, prices, path => search.Offer(path, Judge));
        return search.Run(label => Smallest(bounds, label, prices), Judge, dominance);
    }

    /// <summary>The path of the smallest memory within the other limits; null if there is none.</summary>
    /// <param name="memory">The exact memory of a whole path, infinite if it breaks a limit; at least Σ persistent + max peak.</param>
    public static CellArc[]? SmallestMemory(CellArc[][][] layers, PathLimits limits, Func<CellArc[], double> memory)
    {
        var search = new PathSearch(layers, limits);
        return search.CanFit(PathLabel.Start)
            ? search.Run(label => -search.MemoryBound(label), path => -memory(path), dominance: true)
            : null;
    }

    private static double Smallest(IReadOnlyList<LagrangianBound> bounds, in PathLabel label, in PathLimits prices)
    {
        var smallest = double.PositiveInfinity;
        foreach (var bound in bounds)
        {
            smallest = Math.Min(smallest, bound.Of(label, prices));
        }

        return smallest;
    }

    private CellArc[]? Run(Func<PathLabel, double> bound, Func<CellArc[], double> judge, bool dominance)
    {
        var open = new PriorityQueue<int, (double, int)>();
        var seen = new Dictionary<(int, int), List<int>>();
        labels.Add(PathLabel.Start);
        open.Enqueue(0, (0, 0));
        while (open.TryDequeue(out var index, out var priority) && labels.Count < LabelLimit)
        {
            var label = labels[index];
            if (label.Layer == layers.Length)
            {
                Offer(PathOf(index), judge);
                continue;
            }

            if (index > 0 && -priority.Item1 <= incumbentValue)
            {
                break;
            }

            foreach (var arc in layers[label.Layer][label.Node])
            {
                var next = label.Extend(index, arc);
                if (!CanFit(next))
                {
                    continue;
                }

                var value = bound(next);
                if (value <= incumbentValue || (dominance && IsDominated(next, seen)))
                {
                    continue;
                }

                labels.Add(next);
                open.Enqueue(labels.Count - 1, (-value, -next.Layer));
            }
        }

        return incumbent;
    }

    private void Offer(CellArc[] path, Func<CellArc[], double> judge)
    {
        var value = judge(path);
        if (value > incumbentValue)
        {
            (incumbentValue, incumbent) = (value, path);
        }
    }

    private double MemoryBound(in PathLabel label) =>
        label.Persistent + persistent[label.Layer][label.Node] + Math.Max(label.Peak, peak[label.Layer][label.Node]);

    private bool CanFit(in PathLabel label) =>
        label.Latency + latency[label.Layer][label.Node] <= limits.Latency
        && label.Flash + flash[label.Layer][label.Node] <= limits.Flash
        && MemoryBound(label) <= limits.Memory;

    private bool IsDominated(in PathLabel label, Dictionary<(int, int), List<int>> seen)
    {
        if (!seen.TryGetValue((label.Layer, label.Node), out var others))
        {
            seen.Add((label.Layer, label.Node), others = []);
        }

        for (var i = 0; i < Math.Min(others.Count, DominanceScan); i++)
        {
            if (labels[others[i]].Dominates(label))
            {
                return true;
            }
        }

        others.Add(labels.Count);
        return false;
    }

    private CellArc[] PathOf(int index)
    {
        var path = new CellArc[layers.Length];
        for (var label = labels[index]; label.Layer > 0; label = labels[label.Parent])
        {
            path[label.Layer - 1] = label.Arc;
        }

        return path;
    }

    /// <summary>Drops choices that cannot fit into the memory.</summary>
    private static CellArc[][][] Reduce(CellArc[][][] layers, double peakLimit) =>
        [.. layers.Select(layer => layer.Select(arcs => arcs.Where(arc => arc.Peak <= peakLimit).ToArray()).ToArray())];
}
