using MicroNas.Core.Configuration;
using MicroNas.Learning.Numerics;

namespace MicroNas.Benchmarks.SearchSpeed;

/// <summary>
/// A search step on UCI-HAR's shape (128 x 9, batch 64: one step of α, one of the weights) by libtorch's own operators and as the
/// search does it, in turns in one process; then how time and memory grow with the windows' shape and number.
/// </summary>
public sealed class SearchSpeedBenchmark : IBenchmark
{
    private const double RatioGoal = 3.5;
    private const double QuietCores = 1.9;

    /// <summary>Of some 300: the collector's own ups and downs.</summary>
    private const double GrowthGoalMebibytes = 16;

    private const int UciHarWindows = 7352;
    private const int Epochs = 100;
    private const int Turns = 6;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly (int Windows, int Time, int Sensors)[] Shapes =
    [
        (7352, 64, 9), (7352, 128, 9), (7352, 256, 9), (7352, 512, 9),
        (7352, 128, 3), (7352, 128, 6), (7352, 128, 18), (7352, 128, 30),
        (1000, 128, 9), (20_000, 128, 9), (50_000, 128, 9),
    ];

    public string Name => "search-speed";

    public string Description => "A search step by libtorch's own operators and as the search does it; growth with the windows' shape.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        var problem = new SpeedProblem(1024, 128, 9);
        ISpeedVariant[] variants =
        [
            new PlainVariant(problem, Environment.ProcessorCount),
            new PlainVariant(problem, 1),
            new FastVariant(problem, ActivationPrecision.Fp32),
            new FastVariant(problem, ActivationPrecision.Bf16),
        ];
        var medians = StepComparison.Run(variants, Turns, Limit, log);
        var rows = variants.Zip(medians, (variant, median) => Row(variant.Name, median, medians[0])).ToArray();
        var garbageKibibytes = GarbageKibibytes(variants[2], problem.RotatedBatches());
        var growth = ResidentGrowthMebibytes(variants[2], problem.RotatedBatches());
        var preparation = PreparationMilliseconds(problem);
        foreach (var variant in variants)
        {
            variant.Dispose();
        }

        var cores = medians[2].Processor / medians[2].Wall;
        var steps = UciHarWindows / SpeedProblem.BatchSize;
        return new BenchmarkResult(
            Name,
            [
                new Figure("cores that the fp32 step got", cores, "cores"),
                Ratio("step, libtorch with all cores / fp32", medians[0].Wall / medians[2].Wall, cores),
                Ratio("step, libtorch with all cores / bf16", medians[0].Wall / medians[3].Wall, cores),
                new Figure("processor time, libtorch with one thread / fp32", medians[1].Processor / medians[2].Processor, "x"),
                new Figure("processor time, libtorch with one thread / bf16", medians[1].Processor / medians[3].Processor, "x"),
                new Figure("managed memory that a fp32 step leaves to the collector", garbageKibibytes, "KiB"),
                Figure.AtMost("resident memory that 1000 more fp32 steps take", growth, "MiB", GrowthGoalMebibytes),
                new Figure("preparing the batches of a step, rotation included, while the step before is computed", preparation, "ms"),
                new Figure("projected: 100 epochs of search over 7352 windows, fp32", Epochs * steps * medians[2].Wall / 60_000, "min"),
                new Figure("projected: 100 epochs of search over 7352 windows, bf16", Epochs * steps * medians[3].Wall / 60_000, "min"),
            ],
            rows)
        {
            Tables = new Dictionary<string, IReadOnlyList<SortedDictionary<string, object>>> { ["growth, fp32"] = Growth(log) },
        };
    }

    /// <summary>Of the computation, and of the rotation that the variants go without.</summary>
    private static double GarbageKibibytes(ISpeedVariant variant, WindowBatches rotated)
    {
        const int Steps = 20;
        rotated.NextForStep();
        rotated.NextForStep();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Run(variant, rotated, Steps);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / 1024.0 / Steps;
    }

    private static void Run(ISpeedVariant variant, WindowBatches rotated, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            variant.Step();
            rotated.NextForStep();
        }
    }

    /// <summary>What the first steps take is all that the fp32 super-network needs.</summary>
    private static double ResidentGrowthMebibytes(ISpeedVariant variant, WindowBatches rotated)
    {
        var before = ResidentAfter(100);
        return (ResidentAfter(1000) - before) / (1024.0 * 1024);

        long ResidentAfter(int steps)
        {
            Run(variant, rotated, steps);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            return Environment.WorkingSet;
        }
    }

    /// <summary>What the overlap with the computation saves at most.</summary>
    private static double PreparationMilliseconds(SpeedProblem problem)
    {
        const int Steps = 50;
        var batches = problem.RotatedBatches();
        return StepComparison.Median(Enumerable.Range(0, Steps).Select(_ => StepComparison.Measure(() =>
        {
            batches.NextForStep();
            batches.NextForStep();
        }).Wall));
    }

    /// <summary>No verdict on a busy machine: libtorch's threads wait for each other at every operator and collapse there.</summary>
    private static Figure Ratio(string name, double value, double cores) => cores >= QuietCores
        ? Figure.AtLeast(name, value, "x", RatioGoal)
        : new Figure(name, value, "x", FormattableString.Invariant($">= {RatioGoal} on a quiet machine"));

    private static SortedDictionary<string, object>[] Growth(Action<string> log) => [.. Shapes.Select(shape =>
    {
        var (windows, time, sensors) = shape;
        log($"{windows} windows of {time} x {sensors}");
        var (wall, processor, memory) = ShapeMeasurement.Start(windows, time, sensors);
        return new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            ["windows"] = windows,
            ["samples"] = time,
            ["channels"] = sensors,
            ["ms a step"] = Math.Round(wall, 1),
            ["processor ms a step"] = Math.Round(processor, 1),
            ["s an epoch"] = Math.Round(wall * (windows / SpeedProblem.BatchSize) / 1000, 1),
            ["peak MiB"] = Math.Round(memory),
        };
    })];

    private static SortedDictionary<string, object> Row(string name, (double Wall, double Processor) median, (double Wall, double Processor) plain) =>
        new(StringComparer.Ordinal)
        {
            ["formulation"] = name,
            ["ms a step"] = Math.Round(median.Wall, 1),
            ["processor ms a step"] = Math.Round(median.Processor, 1),
            ["ratio"] = Math.Round(plain.Wall / median.Wall, 2),
        };
}
