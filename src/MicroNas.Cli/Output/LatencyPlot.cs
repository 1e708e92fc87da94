using MicroNas.Core.Latency.Tables;
using ScottPlot;

namespace MicroNas.Cli.Output;

/// <summary>Predicted against measured operators of a latency table, on logarithmic axes.</summary>
internal static class LatencyPlot
{
    private const int Width = 800;
    private const int Height = 640;

    /// <summary>The plot as SVG.</summary>
    public static string Svg(LatencyTableFile table)
    {
        using var plot = new Plot();
        var (fitted, heldOut) = (Points(table, heldOut: false), Points(table, heldOut: true));
        double[] ends = [.. fitted.Concat(heldOut).SelectMany(point => (double[])[point.Measured, point.Predicted])];
        var (lowest, highest) = (Math.Floor(ends.Min()), Math.Ceiling(ends.Max()));
        var diagonal = plot.Add.Line(lowest, lowest, highest, highest);
        diagonal.Color = Colors.Gray;
        Add(plot, fitted, "in the fit", MarkerShape.FilledCircle, Colors.SteelBlue);
        Add(plot, heldOut, "held out", MarkerShape.FilledDiamond, Colors.OrangeRed);
        foreach (var axis in (IAxis[])[plot.Axes.Bottom, plot.Axes.Left])
        {
            axis.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
            {
                MinorTickGenerator = new ScottPlot.TickGenerators.LogMinorTickGenerator(),
                IntegerTicksOnly = true,
                LabelFormatter = power => FormattableString.Invariant($"{Math.Pow(10, power):N0}"),
            };
        }

        // Half of the last label stands beyond the axis.
        plot.Axes.Right.MinimumSize = 40;
        plot.Axes.SetLimits(lowest, highest, lowest, highest);
        plot.XLabel($"measured {table.Provenance.Unit}");
        plot.YLabel($"predicted {table.Provenance.Unit}");
        plot.Title(FormattableString.Invariant(
            $"{table.Provenance.Microcontroller} on {table.Provenance.Board}: {table.Errors.Operators} held out, 95th percentile {table.Errors.Percentile95 * 100:0.00} %"));
        plot.ShowLegend(Alignment.UpperLeft);
        return plot.GetSvgXml(Width, Height);
    }

    private static (double Measured, double Predicted)[] Points(LatencyTableFile table, bool heldOut) =>
        [.. table.Entries.Where(entry => entry.HeldOut == heldOut && entry.Measured.Units > 0)
            .Select(entry => (Math.Log10(entry.Measured.Units), Math.Log10(table.Model(entry.Measured.Shape))))];

    private static void Add(Plot plot, (double Measured, double Predicted)[] points, string name, MarkerShape shape, Color color)
    {
        if (points.Length > 0)
        {
            var scatter = plot.Add.ScatterPoints(points.Select(point => point.Measured).ToArray(), points.Select(point => point.Predicted).ToArray());
            scatter.LegendText = name;
            scatter.MarkerShape = shape;
            scatter.MarkerSize = 8;
            scatter.Color = color;
        }
    }
}
