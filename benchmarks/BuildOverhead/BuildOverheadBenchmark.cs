using MathNet.Numerics.Statistics;

namespace MicroNas.Benchmarks.BuildOverhead;

/// <summary>
/// What the packed package adds to a build in which nothing changed, how long a fresh clone with a lock file takes, how fast a build ends that hears
/// Ctrl-C; and the packages' sizes. The models are small ones, made before the clock starts.
/// </summary>
public sealed class BuildOverheadBenchmark : IBenchmark
{
    private const double OverheadGoalSeconds = 0.4;
    private const double RatioGoal = 1.3;
    private const double CloneGoalSeconds = 15;
    private const double CancellationGoalSeconds = 5;
    private const double SizeGoalMegabytes = 8;

    public string Name => "build-overhead";

    public string Description => "An unchanged build with the package against the same project without it; a fresh clone; Ctrl-C; the packages' sizes.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        using var packages = new PackedPackages(log);
        var rows = UnchangedBuilds.Measure(packages, log);
        var (without, with) = (Median("without s"), Median("with s"));
        var clones = CloneBuilds.Measure(packages, log);
        List<Figure> figures =
        [
            Figure.AtMost("overhead of an unchanged build, difference of medians", with - without, "s", OverheadGoalSeconds),
            Figure.AtMost("overhead of an unchanged build, ratio of medians", with / without, "x", RatioGoal),
            Figure.AtMost("fresh clone with lock file to finished ELF, median", clones.Median(), "s", CloneGoalSeconds),
            Figure.AtMost("fresh clone with lock file to finished ELF, slowest", clones.Max(), "s", CloneGoalSeconds),
        ];
        if (!OperatingSystem.IsWindows())
        {
            figures.Add(Figure.AtMost("from Ctrl-C in a search to the build's end, slowest", CancelledBuilds.Measure(packages, log).Max(), "s", CancellationGoalSeconds));
        }

        figures.AddRange(
        [
            Figure.AtMost("size of MicroNas.Build", packages.Megabytes("MicroNas.Build"), "MB", SizeGoalMegabytes),
            new Figure("size of MicroNas.Tool", packages.Megabytes("MicroNas.Tool"), "MB"),
            new Figure("size of MicroNas.Templates", packages.Megabytes("MicroNas.Templates"), "MB"),
        ]);
        return new BenchmarkResult(Name, figures, rows);

        double Median(string column) => rows.Select(row => (double)row[column]).Median();
    }
}
