using System.Diagnostics;
using MicroNas.Cli;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Reporting;

namespace MicroNas.Benchmarks.EndToEnd;

/// <summary>
/// From UCI-HAR's windows, split by subject, to the int8 model for an STM32L552ZE with TFLM within 50 ms: accuracy on the
/// test people, predicted latency, time. Three seeds, each with an empty cache.
/// </summary>
public sealed class EndToEndBenchmark : IBenchmark
{
    private const int Seeds = 3;
    private const double LatencyLimitMilliseconds = 50;
    private const double AccuracyGoalPercent = 96;

    public string Name => "end-to-end";

    public string Description => "UCI-HAR by subject, stm32l552ze with TFLM, 50 ms: int8 test accuracy over three seeds.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        var dataset = Path.Combine(data, "uci-har");
        if (!Directory.Exists(dataset))
        {
            throw new MissingDataException($"The data set '{dataset}' is missing. Set MICRONAS_DATA to the folder that holds 'uci-har'.");
        }

        var rows = new List<SortedDictionary<string, object>>();
        var accuracies = new List<double>();
        var latencies = new List<double>();
        var seconds = new List<double>();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (report, elapsed) = RunSeed(dataset, seed, log);
            accuracies.Add(report.Test!.Accuracy * 100);
            latencies.Add(report.Predicted.LatencyUpperMilliseconds);
            seconds.Add(elapsed);
            rows.Add(Row(seed, report));
        }

        return new BenchmarkResult(
            Name,
            [
                Figure.AtLeast("int8 test accuracy, mean of seeds", accuracies.Average(), "%", AccuracyGoalPercent),
                new Figure("int8 test accuracy, lowest seed", accuracies.Min(), "%"),
                Figure.AtMost("predicted latency, upper end of the band, highest seed", latencies.Max(), "ms", LatencyLimitMilliseconds),
                new Figure("search, training and verification, mean", seconds.Average(), "s"),
            ],
            rows);
    }

    private static (ModelReport Report, double Seconds) RunSeed(string dataset, int seed, Action<string> log)
    {
        var folder = Directory.CreateTempSubdirectory("micronas-end-to-end");
        try
        {
            var yaml = Path.Combine(folder.FullName, "micronas.yaml");
            File.WriteAllText(yaml, Configuration(dataset, seed));
            var pipeline = PipelineFactory.Create(Path.Combine(folder.FullName, "cache"), new LogObserver($"seed {seed}", log));
            var watch = Stopwatch.StartNew();
            var result = pipeline.Run(
                new PipelineRequest(yaml, Path.Combine(folder.FullName, "out")), StageName.Verify, CancellationToken.None);
            return (result.Report!, watch.Elapsed.TotalSeconds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Configuration(string dataset, int seed) => FormattableString.Invariant($$"""
        model: uci_har
        dataset:
          path: {{dataset}}
          rate: 50 Hz
          channels: [body_acc_x, body_acc_y, body_acc_z, body_gyro_x, body_gyro_y, body_gyro_z, total_acc_x, total_acc_y, total_acc_z]
          classes: [walking, upstairs, downstairs, sitting, standing, laying]
        target: { mcu: stm32l552ze, runtime: tflm }
        budget: { latency: {{LatencyLimitMilliseconds}} ms }
        search: { seed: {{seed}} }
        training: { seed: {{seed}} }
        """);

    private static SortedDictionary<string, object> Row(int seed, ModelReport report) => new(StringComparer.Ordinal)
    {
        ["seed"] = seed,
        ["accuracy %"] = Math.Round(report.Test!.Accuracy * 100, 2),
        ["macro F1 %"] = Math.Round(report.Test.MacroF1 * 100, 2),
        ["latency ms"] = Math.Round(report.Predicted.LatencyMilliseconds, 2),
        ["at most ms"] = Math.Round(report.Predicted.LatencyUpperMilliseconds, 2),
        ["memory B"] = report.Predicted.MemoryBytes,
        ["flash B"] = report.Predicted.FlashBytes,
        ["MMAC"] = Math.Round(report.Predicted.MultiplyAccumulates / 1e6, 2),
        ["search s"] = report.SearchSeconds,
        ["training s"] = report.TrainingSeconds,
        ["architecture"] = report.Architecture,
    };
}
