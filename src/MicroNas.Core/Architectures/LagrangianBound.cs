namespace MicroNas.Core.Architectures;

/// <summary>
/// An upper bound of the score of any path that keeps the limits: for prices ≥ 0 on latency, flash and persistent bytes,
/// score + Σ price · (1 − used/limit) of the best completion that ignores the limits.
/// </summary>
internal sealed class LagrangianBound
{
    private readonly double[] prices;
    private readonly double[][] suffix;

    private LagrangianBound(double[] prices, double[][] suffix)
    {
        this.prices = prices;
        this.suffix = suffix;
    }

    /// <summary>The bound for whole paths.</summary>
    public double Whole => suffix[0][0] + prices.Sum();

    /// <summary>The bound for every path that begins as <paramref name="label"/>.</summary>
    public double Of(in PathLabel label, in PathLimits limits) =>
        label.Score + suffix[label.Layer][label.Node]
        + (prices[0] * (1 - (label.Latency / limits.Latency)))
        + (prices[1] * (1 - (label.Flash / limits.Flash)))
        + (prices[2] * (1 - (label.Persistent / limits.Memory)));

    /// <summary>
    /// Prices by subgradient steps: dearer where the best priced path is over a limit, cheaper where it is below. Returns the
    /// tightest bounds; every path on the way is offered as a candidate.
    /// </summary>
    /// <param name="limits">Memory holds the limit of the persistent bytes alone.</param>
    public static IReadOnlyList<LagrangianBound> Search(CellArc[][][] layers, PathLimits limits, Action<CellArc[]> offer)
    {
        const int Rounds = 100;
        const int Kept = 6;
        var prices = new double[3];
        var bounds = new List<LagrangianBound>();
        var scale = 0.0;
        var best = double.PositiveInfinity;
        for (var round = 0; round < Rounds; round++)
        {
            var (p0, p1, p2) = (prices[0] / limits.Latency, prices[1] / limits.Flash, prices[2] / limits.Memory);
            double Value(CellArc arc) => arc.Score - (p0 * arc.Latency) - (p1 * arc.Flash) - (p2 * arc.Persistent);
            var suffix = SuffixBounds.Largest(layers, Value);
            if (double.IsNegativeInfinity(suffix[0][0]))
            {
                return [];
            }

            var path = SuffixBounds.Path(layers, suffix, Value);
            offer(path);
            var bound = new LagrangianBound([.. prices], suffix);
            bounds.Add(bound);
            best = Math.Min(best, bound.Whole);
            double[] excess =
            [
                (path.Sum(arc => arc.Latency) / limits.Latency) - 1,
                (path.Sum(arc => arc.Flash) / limits.Flash) - 1,
                (path.Sum(arc => arc.Persistent) / limits.Memory) - 1,
            ];
            if (round == 0)
            {
                scale = Math.Max(1, layers.Sum(layer => layer.SelectMany(arcs => arcs).DefaultIfEmpty().Max(arc => arc.Score)
                    - layer.SelectMany(arcs => arcs).DefaultIfEmpty().Min(arc => arc.Score)));
            }

            var length = Math.Sqrt(excess.Sum(value => value * value));
            if (length == 0)
            {
                break;
            }

            var step = scale * Math.Pow(0.93, round) / length;
            for (var i = 0; i < prices.Length; i++)
            {
                prices[i] = Math.Max(0, prices[i] + (step * excess[i]));
            }
        }

        return [bounds[0], .. bounds.Skip(1).OrderBy(bound => bound.Whole).Take(Kept)];
    }
}
