using System.Diagnostics;

namespace MicroNas.Benchmarks.SearchSpeed;

/// <summary>Runs variants in turns, so that what else the machine does meets all of them, and takes medians.</summary>
internal static class StepComparison
{
    private const int WarmUpSteps = 5;

    // The first steps of a turn are slow, as another variant has had the caches, or one core alone, before; a search takes thousands.
    private const int StepsPerTurn = 25;

    /// <returns>By variant, the medians of a step's time and of its processor time, in milliseconds.</returns>
    public static IReadOnlyList<(double Wall, double Processor)> Run(
        IReadOnlyList<ISpeedVariant> variants, int turns, TimeSpan limit, Action<string> log)
    {
        var samples = variants.Select(_ => new List<(double Wall, double Processor)>()).ToArray();
        var total = Stopwatch.StartNew();
        for (var turn = 0; turn <= turns && (turn < 2 || total.Elapsed < limit); turn++)
        {
            for (var i = 0; i < variants.Count; i++)
            {
                for (var step = 0; step < (turn == 0 ? WarmUpSteps : StepsPerTurn); step++)
                {
                    var sample = Measure(variants[i].Step);
                    if (turn > 0)
                    {
                        samples[i].Add(sample);
                    }
                }
            }

            log(FormattableString.Invariant($"turn {turn} of {turns} [{total.Elapsed.TotalSeconds:0} s]"));
        }

        return [.. samples.Select(list => (Median(list.Select(sample => sample.Wall)), Median(list.Select(sample => sample.Processor))))];
    }

    public static (double Wall, double Processor) Measure(Action action)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        action();
        var wall = watch.Elapsed.TotalMilliseconds;
        process.Refresh();
        return (wall, (process.TotalProcessorTime - before).TotalMilliseconds);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
