using MicroNas.Boards.Bench;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Latency;

namespace MicroNas.Benchmarks.OperatorProfile;

/// <summary>
/// Counts the instructions of the runtime's kernels in the emulator and fits the profile <c>micronas-cortex-m4</c> to them:
/// how well loop counts predict operators that a fit has not seen, and how far the committed profile is from the fit.
/// </summary>
public sealed class OperatorProfileBenchmark : IBenchmark
{
    private const int Operators = 400;
    private const int Seed = 1;
    private const int Folds = 5;

    public string Name => "operator-profile";

    public string Description => "Instructions of the runtime's operators on cortex-m4 (emulator): fits the latency profile, hold-out errors; --write rewrites it.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        var target = FirmwareTarget.CortexM4;
        var toolchain = new FirmwareToolchain(new FirmwareLayout(Path.Combine(RepositoryFolder.Find(), "firmware")));
        var measurements = Measure(toolchain, target);
        log(FormattableString.Invariant($"{measurements.Count} operators counted on {target.EmulatorMachine}"));

        var rows = new List<SortedDictionary<string, object>>();
        var figures = new List<Figure>();
        foreach (var group in measurements.GroupBy(row => CoefficientSet.For(row.Shape)).OrderBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            var errors = group.Key.HoldOutErrors([.. group], Folds);
            var (median, high) = (errors[errors.Length / 2] * 100, errors[(int)(errors.Length * 0.95)] * 100);
            figures.Add(new Figure($"{group.Key.Name}, hold-out error, median", median, "%"));
            figures.Add(new Figure($"{group.Key.Name}, hold-out error, 95th percentile", high, "%"));
            rows.Add(Row(group.Key, [.. group], median, high, errors[^1] * 100));
        }

        var committed = ProfileFile.Read();
        OperatorCoefficients[] fitted =
            [.. CoefficientSet.All.Select(set => set.Coefficients([.. measurements.Where(row => CoefficientSet.For(row.Shape) == set)]))];
        figures.Add(new Figure("committed profile, largest error of a measured operator", LargestError(committed, measurements), "%"));
        figures.Add(new Figure("largest change of a prediction by this fit", LargestChange(committed, committed with { Operators = fitted }, measurements), "%"));
        var source = Source(target, toolchain.CompilerVersionAsync(target).GetAwaiter().GetResult(), measurements.Count);
        return new BenchmarkResult(Name, figures, rows)
        {
            Files = new Dictionary<string, byte[]>
            {
                [ProfileFile.Path] = ProfileFile.Refit(committed, fitted, source, TimeProvider.System.GetUtcNow()),
            },
        };
    }

    private static IReadOnlyList<OperatorMeasurement> Measure(FirmwareToolchain toolchain, FirmwareTarget target)
    {
        var folder = Directory.CreateTempSubdirectory("micronas-operator-profile");
        try
        {
            return new OperatorBench(toolchain, target).MeasureAsync(BenchDesign.Draw(Operators, Seed), folder.FullName).GetAwaiter().GetResult();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SortedDictionary<string, object> Row(
        CoefficientSet set, IReadOnlyList<OperatorMeasurement> measurements, double median, double high, double largest)
    {
        var multiplyAccumulates = measurements.Sum(row => (double)OperatorFeatures.MultiplyAccumulates(row.Shape));
        return new(StringComparer.Ordinal)
        {
            ["group"] = set.Name,
            ["operators"] = measurements.Count,
            ["median %"] = Math.Round(median, 3),
            ["p95 %"] = Math.Round(high, 3),
            ["largest %"] = Math.Round(largest, 3),
            ["instructions per MAC"] = multiplyAccumulates > 0
                ? Math.Round(measurements.Sum(row => (double)row.Instructions) / multiplyAccumulates, 2)
                : "",
        };
    }

    private static double LargestError(LatencyProfile profile, IReadOnlyList<OperatorMeasurement> measurements)
    {
        var table = Instructions(profile);
        return measurements.Max(row => Math.Abs((table.Estimate(row.Shape).Count / row.Instructions) - 1)) * 100;
    }

    private static double LargestChange(LatencyProfile before, LatencyProfile after, IReadOnlyList<OperatorMeasurement> measurements)
    {
        var (old, fresh) = (Instructions(before), Instructions(after));
        return measurements.Max(row => Math.Abs((fresh.Estimate(row.Shape).Count / old.Estimate(row.Shape).Count) - 1)) * 100;
    }

    private static ProfileLatencyTable Instructions(LatencyProfile profile) =>
        new(profile with { CyclesPerUnit = 1 }, profile.Name, new Core.Units.Hertz(1));

    private static string Source(FirmwareTarget target, string compiler, int operators) => FormattableString.Invariant(
        $"fit to instruction counts of the runtime's kernels in qemu-system-arm ({target.EmulatorMachine}), {compiler}, {string.Join(' ', target.CompilerFlags)} -O2, {operators} operators");
}
