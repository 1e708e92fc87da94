using System.Globalization;
using System.Text;
using ScottPlot;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>
/// Accuracy against latency: a series for each method, which its colour tells, on each runtime and microcontroller, which its marker tells; a point is the mean of a setting's seeds.
/// Ablations, all at one latency, stand in the table alone.
/// </summary>
internal static class UciHarPlot
{
    private const int Width = 1100;
    private const int Height = 560;

    private static readonly double[] TickMilliseconds = [5, 10, 25, 50, 100, 200, 400, 800];

    private static readonly MarkerShape[] Shapes =
        [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleDown];

    /// <summary>An SVG picture; null where nothing has been measured.</summary>
    public static byte[]? Draw(IReadOnlyList<SettingSummary> settings, string split, string title)
    {
        var shown = settings.Where(setting => setting.Results.Count > 0
            && setting.Case is { Dataset: CaseGrid.UciHar, MemoryKilobytes: null, Method: not UciHarCase.Classical }
            && setting.Case.Split == split
            && Ablations.Find(setting.Case) is null).ToList();
        return shown.Count == 0 ? null : Encoding.UTF8.GetBytes(Draw(shown, settings, split, title).GetSvgXml(Width, Height));
    }

    /// <inheritdoc cref="Draw(IReadOnlyList{SettingSummary}, string, string)"/>
    private static Plot Draw(IReadOnlyList<SettingSummary> shown, IReadOnlyList<SettingSummary> settings, string split, string title)
    {
        var plot = new Plot();
        var palette = new ScottPlot.Palettes.Category10();
        List<string> methods = [.. shown.Select(setting => setting.Case.Method).Distinct()];
        List<string> platforms = [.. shown.Select(setting => Platform(setting.Case)).Distinct()];
        foreach (var series in shown.GroupBy(setting => (setting.Case.Method, Platform: Platform(setting.Case))))
        {
            var (color, shape) = (palette.GetColor(methods.IndexOf(series.Key.Method)), Shapes[platforms.IndexOf(series.Key.Platform)]);
            AddSeries(plot, $"{series.Key.Method}, {series.Key.Platform}", [.. series], color, shape);
        }

        AddPaper(plot);
        AddClassical(plot, settings, split);
        plot.Title(title);
        plot.XLabel("predicted latency, ms");
        plot.YLabel("int8 test accuracy, %");
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            [.. TickMilliseconds.Select(Math.Log10)],
            [.. TickMilliseconds.Select(value => value.ToString(CultureInfo.InvariantCulture))]);
        plot.ShowLegend(Edge.Right);
        plot.Font.Set("DejaVu Sans");
        plot.Axes.Margins(0.08, 0.12);
        return plot;
    }

    private static string Platform(UciHarCase entry) =>
        $"{(entry.Runtime == CaseGrid.Tflm ? "TFLM" : "micronas runtime")}, {(entry.Mcu == CaseGrid.L552 ? "L552" : "F446RE")}";

    private static void AddSeries(Plot plot, string name, SettingSummary[] points, Color color, MarkerShape shape)
    {
        var ordered = points.OrderBy(Latency).ToArray();
        double[] latencies = [.. ordered.Select(point => Math.Log10(Latency(point)))];
        double[] accuracies = [.. ordered.Select(point => point.Accuracy)];
        var line = plot.Add.Scatter(latencies, accuracies, color);
        line.LegendText = name;
        line.MarkerShape = shape;
        line.MarkerSize = 8;
        line.LineWidth = 1.5f;
        double[] deviations = [.. ordered.Select(point => point.Results.Count > 1 ? point.AccuracyDeviation : 0)];
        plot.Add.ErrorBar(latencies, accuracies, deviations).Color = color;
    }

    private static void AddPaper(Plot plot)
    {
        AddMarkers("published, L552 (random split)", PaperFigures.L552Percent, MarkerShape.OpenCircle);
        AddMarkers("published, F446RE (random split)", PaperFigures.F446Percent, MarkerShape.OpenSquare);
        AddMarkers(
            "published, random search, L552",
            new Dictionary<int, double> { [(int)Math.Round(PaperFigures.RandomSearchMilliseconds)] = PaperFigures.RandomSearchPercent },
            MarkerShape.OpenTriangleUp);

        void AddMarkers(string name, IReadOnlyDictionary<int, double> values, MarkerShape shape)
        {
            double[] latencies = [.. values.Keys.Select(latency => Math.Log10(latency))];
            double[] accuracies = [.. values.Values];
            plot.Add.Markers(latencies, accuracies, shape, 11, Colors.Black).LegendText = name;
        }
    }

    /// <summary>It has no latency: a line across.</summary>
    private static void AddClassical(Plot plot, IReadOnlyList<SettingSummary> settings, string split)
    {
        if (settings.FirstOrDefault(setting => setting is { Results.Count: > 0, Case: { Dataset: CaseGrid.UciHar, Method: UciHarCase.Classical } }
            && setting.Case.Split == split) is { } classical)
        {
            var line = plot.Add.HorizontalLine(classical.Accuracy, 1, Colors.Gray, LinePattern.Dashed);
            line.LegendText = "logistic regression on window statistics (host)";
        }
    }

    private static double Latency(SettingSummary setting) => setting.Mean(result => result.LatencyMilliseconds);
}
