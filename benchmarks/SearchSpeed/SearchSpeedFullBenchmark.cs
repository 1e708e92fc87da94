using System.Diagnostics;
using MicroNas.Benchmarks.UciHar;
using MicroNas.Cli;
using MicroNas.Core.Pipeline;

namespace MicroNas.Benchmarks.SearchSpeed;

/// <summary>
/// As many steps of search as 100 epochs over all of UCI-HAR's windows are, trials, and 100 epochs of training, from an empty cache: time and
/// highest memory.
/// </summary>
public sealed class SearchSpeedFullBenchmark : IBenchmark
{
    private const double MinutesGoal = 12;
    private const double MemoryGoalMebibytes = 1024;

    /// <summary>
    /// For the steps of 100 epochs over 7352 windows: a step of the weights learns from training people alone, 6078 windows; those of the
    /// others are what α learns from.
    /// </summary>
    private const int SearchEpochs = ((100 * (7352 / BatchSize)) + (6078 / BatchSize) - 1) / (6078 / BatchSize);

    private const int BatchSize = 64;

    public string Name => "search-speed-full";

    public string Description => "UCI-HAR: really the steps of 100 epochs of search over 7352 windows, trials and 100 epochs of training, time and highest memory.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        var dataset = DataFolder.Require(data, "uci-har");
        var folder = Directory.CreateTempSubdirectory("micronas-search-speed");
        try
        {
            var yaml = Path.Combine(folder.FullName, "micronas.yaml");
            File.WriteAllText(yaml, Configuration(dataset));
            var phases = new SearchPhases(new LogObserver("full", log));
            var pipeline = PipelineFactory.Create(Path.Combine(folder.FullName, "cache"), phases);
            using var process = Process.GetCurrentProcess();
            var watch = Stopwatch.StartNew();
            var report = pipeline.Run(
                new PipelineRequest(yaml, Path.Combine(folder.FullName, "out")), StageName.Verify, CancellationToken.None).Report!;
            process.Refresh();
            return new BenchmarkResult(
                Name,
                [
                    Figure.AtMost(
                        "super-network, 100 epochs of 7352 windows, and training, 100 epochs",
                        (phases.SuperNetwork.TotalSeconds + report.TrainingSeconds) / 60,
                        "min",
                        MinutesGoal),
                    Figure.AtMost("the same with trials and everything else", watch.Elapsed.TotalMinutes, "min", MinutesGoal),
                    Figure.AtMost("highest memory", Mebibytes(process.PeakWorkingSet64), "MiB", MemoryGoalMebibytes),
                    .. Memory("epochs of the super-network", phases.SuperNetworkBytes),
                    .. Memory("trials", phases.TrialBytes),
                    new Figure("processor time", process.TotalProcessorTime.TotalMinutes, "min"),
                    new Figure("search", report.SearchSeconds, "s"),
                    new Figure("training", report.TrainingSeconds, "s"),
                    new Figure("int8 test accuracy", report.Test!.Accuracy * 100, "%"),
                ],
                []);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Flat memory shows as one figure three times.</summary>
    private static IEnumerable<Figure> Memory(string phase, IReadOnlyList<long> bytes)
    {
        string[] names = ["first", "second", "last"];
        var third = bytes.Count / names.Length;
        return names.Select((name, index) =>
            new Figure($"resident memory, {name} third of the {phase}, highest", Mebibytes(bytes.Skip(index * third).Take(third).DefaultIfEmpty().Max()), "MiB"));
    }

    private static double Mebibytes(long bytes) => bytes / (1024.0 * 1024);

    private static string Configuration(string dataset) => $$"""
        model: uci_har
        dataset:
          path: {{dataset}}
          {{string.Join("\n  ", CaseConfiguration.DatasetLines(CaseGrid.UciHar))}}
        target: { mcu: stm32l552ze, runtime: tflm }
        budget: { latency: 50 ms }
        search: { epochs: {{SearchEpochs}}, batch: {{BatchSize}}, precision: {{Environment.GetEnvironmentVariable("MICRONAS_PRECISION") ?? "fp32"}} }
        training: { epochs: 100 }
        """;
}
