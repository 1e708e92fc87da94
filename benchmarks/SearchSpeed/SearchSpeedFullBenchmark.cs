using System.Diagnostics;
using MicroNas.Cli;
using MicroNas.Core.Pipeline;

namespace MicroNas.Benchmarks.SearchSpeed;

/// <summary>100 epochs of search over UCI-HAR's windows and 100 of training, from an empty cache: time and highest memory.</summary>
public sealed class SearchSpeedFullBenchmark : IBenchmark
{
    private const double MinutesGoal = 12;
    private const double MemoryGoalMebibytes = 1024;

    public string Name => "search-speed-full";

    public string Description => "UCI-HAR: really 100 epochs of search and 100 of training, time and highest memory.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        var dataset = Path.Combine(data, "uci-har");
        if (!Directory.Exists(dataset))
        {
            throw new MissingDataException($"The data set '{dataset}' is missing. Set MICRONAS_DATA to the folder that holds 'uci-har'.");
        }

        var folder = Directory.CreateTempSubdirectory("micronas-search-speed");
        try
        {
            var yaml = Path.Combine(folder.FullName, "micronas.yaml");
            File.WriteAllText(yaml, Configuration(dataset));
            var pipeline = PipelineFactory.Create(Path.Combine(folder.FullName, "cache"), new LogObserver("full", log));
            using var process = Process.GetCurrentProcess();
            var watch = Stopwatch.StartNew();
            var report = pipeline.Run(
                new PipelineRequest(yaml, Path.Combine(folder.FullName, "out")), StageName.Verify, CancellationToken.None).Report!;
            process.Refresh();
            return new BenchmarkResult(
                Name,
                [
                    Figure.AtMost("search and training, 100 epochs each", watch.Elapsed.TotalMinutes, "min", MinutesGoal),
                    Figure.AtMost("highest memory", process.PeakWorkingSet64 / (1024.0 * 1024), "MiB", MemoryGoalMebibytes),
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

    private static string Configuration(string dataset) => $$"""
        model: uci_har
        dataset:
          path: {{dataset}}
          rate: 50 Hz
          channels: [body_acc_x, body_acc_y, body_acc_z, body_gyro_x, body_gyro_y, body_gyro_z, total_acc_x, total_acc_y, total_acc_z]
          classes: [walking, upstairs, downstairs, sitting, standing, laying]
        target: { mcu: stm32l552ze, runtime: tflm }
        budget: { latency: 50 ms }
        search: { epochs: 100, precision: {{Environment.GetEnvironmentVariable("MICRONAS_PRECISION") ?? "fp32"}} }
        training: { epochs: 100 }
        """;
}
