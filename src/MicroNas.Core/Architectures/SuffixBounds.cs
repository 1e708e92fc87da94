namespace MicroNas.Core.Architectures;

/// <summary>The best that the rest of a path can do from every node, for one measure: computed backwards over the layers.</summary>
internal static class SuffixBounds
{
    /// <summary>[layer][node]: largest Σ of <paramref name="value"/> to the end; -∞ where no way leads there.</summary>
    public static double[][] Largest(CellArc[][][] layers, Func<CellArc, double> value) =>
        Backwards(layers, 0, double.NegativeInfinity, (arc, rest) => value(arc) + rest, Math.Max);

    /// <summary>[layer][node]: smallest Σ of <paramref name="value"/> to the end.</summary>
    public static double[][] Smallest(CellArc[][][] layers, Func<CellArc, double> value) =>
        Backwards(layers, 0, double.PositiveInfinity, (arc, rest) => value(arc) + rest, Math.Min);

    /// <summary>[layer][node]: smallest maximum of <paramref name="value"/> to the end.</summary>
    public static double[][] SmallestMaximum(CellArc[][][] layers, Func<CellArc, double> value) =>
        Backwards(layers, 0, double.PositiveInfinity, (arc, rest) => Math.Max(value(arc), rest), Math.Min);

    /// <summary>The path that <see cref="Largest"/> stands for, from the start.</summary>
    public static CellArc[] Path(CellArc[][][] layers, double[][] suffix, Func<CellArc, double> value)
    {
        var path = new CellArc[layers.Length];
        var node = 0;
        for (var layer = 0; layer < layers.Length; layer++)
        {
            var best = double.NegativeInfinity;
            foreach (var arc in layers[layer][node])
            {
                var total = value(arc) + suffix[layer + 1][arc.To];
                if (total > best)
                {
                    (best, path[layer]) = (total, arc);
                }
            }

            node = path[layer].To;
        }

        return path;
    }

    private static double[][] Backwards(
        CellArc[][][] layers, double end, double worst, Func<CellArc, double, double> extend, Func<double, double, double> better)
    {
        var bounds = new double[layers.Length + 1][];
        bounds[^1] = [end];
        for (var layer = layers.Length - 1; layer >= 0; layer--)
        {
            bounds[layer] = new double[layers[layer].Length];
            for (var node = 0; node < layers[layer].Length; node++)
            {
                var best = worst;
                foreach (var arc in layers[layer][node])
                {
                    best = better(best, extend(arc, bounds[layer + 1][arc.To]));
                }

                bounds[layer][node] = best;
            }
        }

        return bounds;
    }
}
