using System.CommandLine;
using MicroNas.Benchmarks.EndToEnd;
using MicroNas.Core.Reporting;
using Spectre.Console;

namespace MicroNas.Benchmarks;

/// <summary><c>dotnet run -c Release --project benchmarks -- NAME [--json FILE]</c>.</summary>
internal static class Program
{
    private const int MissingDataExitCode = 2;

    private static readonly IBenchmark[] Benchmarks = [new EndToEndBenchmark()];

    public static int Main(string[] arguments)
    {
        var root = new RootCommand("Measures the product against its figures. MICRONAS_DATA names the folder of real data.");
        foreach (var benchmark in Benchmarks)
        {
            root.Add(CreateCommand(benchmark));
        }

        return root.Parse(arguments).Invoke();
    }

    private static Command CreateCommand(IBenchmark benchmark)
    {
        var json = new Option<FileInfo?>("--json") { Description = "Also write the result as JSON." };
        var command = new Command(benchmark.Name, benchmark.Description) { json };
        command.SetAction(result =>
        {
            try
            {
                var measured = benchmark.Run(DataFolder.Find(), line => AnsiConsole.WriteLine(line));
                BenchmarkTable.Write(AnsiConsole.Console, measured);
                if (result.GetValue(json) is { } file)
                {
                    Core.Pipeline.AtomicFile.Write(file.FullName, System.Text.Encoding.UTF8.GetBytes(ReportJson.Serialize(measured)));
                }

                return 0;
            }
            catch (MissingDataException exception)
            {
                Console.Error.WriteLine(exception.Message);
                return MissingDataExitCode;
            }
        });
        return command;
    }
}
