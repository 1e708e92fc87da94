using System.CommandLine;
using MicroNas.Benchmarks.BenchLine;
using MicroNas.Benchmarks.BuildOverhead;
using MicroNas.Benchmarks.EmulatedNetworks;
using MicroNas.Benchmarks.LatencyModel;
using MicroNas.Benchmarks.LockVerification;
using MicroNas.Benchmarks.OperatorProfile;
using MicroNas.Benchmarks.Retraining;
using MicroNas.Benchmarks.Runtime;
using MicroNas.Benchmarks.SearchSpeed;
using MicroNas.Benchmarks.UciHar;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Reporting;
using Spectre.Console;

namespace MicroNas.Benchmarks;

/// <summary><c>dotnet run -c Release --project benchmarks -- NAME [--json FILE] [--write]</c>.</summary>
internal static class Program
{
    private const int FailureExitCode = 1;
    private const int MissingDataExitCode = 2;

    private static readonly IBenchmark[] Benchmarks =
    [
        new BenchLineBenchmark(),
        new BuildOverheadBenchmark(),
        new EmulatedNetworksBenchmark(),
        new LatencyModelBenchmark(),
        new LockVerificationBenchmark(),
        new OperatorProfileBenchmark(),
        new RetrainingBenchmark(),
        new RuntimeBenchmark(),
        new SearchSpeedBenchmark(),
        new SearchSpeedFullBenchmark(),
        new TrainingStepBenchmark(),
        new UciHarBenchmark(),
    ];

    public static int Main(string[] arguments)
    {
        var root = new RootCommand("Measures the product against its figures. MICRONAS_DATA names the folder of real data.");
        foreach (var benchmark in Benchmarks)
        {
            root.Add(CreateCommand(benchmark));
        }

        root.Add(ShapeMeasurement.Command());
        return root.Parse(arguments).Invoke();
    }

    private static Command CreateCommand(IBenchmark benchmark)
    {
        var json = new Option<FileInfo?>("--json") { Description = "Also write the result as JSON." };
        var write = new Option<bool>("--write") { Description = "Also rewrite the files of the repository that the benchmark computes, if any." };
        var command = new Command(benchmark.Name, benchmark.Description) { json, write };
        command.SetAction(result =>
        {
            try
            {
                var measured = benchmark.Run(DataFolder.Find(), Console.WriteLine);
                BenchmarkTable.Write(AnsiConsole.Console, measured);
                if (result.GetValue(json) is { } file)
                {
                    AtomicFile.Write(file.FullName, System.Text.Encoding.UTF8.GetBytes(ReportJson.Serialize(measured)));
                }

                if (result.GetValue(write))
                {
                    WriteFiles(measured);
                }

                return 0;
            }
            catch (MissingDataException exception)
            {
                Console.Error.WriteLine(exception.Message);
                return MissingDataExitCode;
            }
            catch (MicroNasException exception)
            {
                Console.Error.WriteLine(exception.Message);
                return FailureExitCode;
            }
        });
        return command;
    }

    private static void WriteFiles(BenchmarkResult result)
    {
        if (result.Files.Count == 0)
        {
            AnsiConsole.WriteLine($"{result.Name} computes no file of the repository.");
        }

        foreach (var (path, content) in result.Files)
        {
            AnsiConsole.WriteLine(AtomicFile.WriteIfDifferent(path, content) ? $"{path}: written" : $"{path}: unchanged");
        }
    }
}
