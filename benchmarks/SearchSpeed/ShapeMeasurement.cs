using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using MicroNas.Core.Configuration;

namespace MicroNas.Benchmarks.SearchSpeed;

/// <summary>Time and memory of a search of one shape, in a process of its own: memory once taken does not come back.</summary>
internal static class ShapeMeasurement
{
    private const string CommandName = "search-speed-shape";
    private const int WarmUpSteps = 30;
    private const int Steps = 30;

    /// <summary>The hidden command of the child process.</summary>
    public static Command Command()
    {
        Argument<int> windows = new("windows"), time = new("time"), sensors = new("sensors");
        var command = new Command(CommandName, "One shape of search-speed.") { windows, time, sensors };
        command.Hidden = true;
        command.SetAction(result => Print(Run(result.GetValue(windows), result.GetValue(time), result.GetValue(sensors))));
        return command;
    }

    /// <returns>Milliseconds a step, processor milliseconds a step, highest resident memory in MiB.</returns>
    public static (double Wall, double Processor, double Memory) Start(int windows, int time, int sensors)
    {
        var (host, assembly) = (Environment.ProcessPath!, Assembly.GetExecutingAssembly().Location);
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(assembly);
        }

        foreach (var argument in (object[])[CommandName, windows, time, sensors])
        {
            start.ArgumentList.Add(Convert.ToString(argument, CultureInfo.InvariantCulture)!);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var numbers = output.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return process.ExitCode == 0 && numbers.Length == 3
            ? (Parse(numbers[0]), Parse(numbers[1]), Parse(numbers[2]))
            : throw new InvalidOperationException($"{CommandName} {windows} {time} {sensors} ended with exit code {process.ExitCode}: {output}");
    }

    private static (double Wall, double Processor, double Memory) Run(int windows, int time, int sensors)
    {
        using var variant = new FastVariant(new SpeedProblem(windows, time, sensors), ActivationPrecision.Fp32);
        var samples = Enumerable.Range(0, WarmUpSteps + Steps).Select(_ => StepComparison.Measure(variant.Step)).Skip(WarmUpSteps).ToArray();
        using var process = Process.GetCurrentProcess();
        return (
            StepComparison.Median(samples.Select(sample => sample.Wall)),
            StepComparison.Median(samples.Select(sample => sample.Processor)),
            process.PeakWorkingSet64 / (1024.0 * 1024));
    }

    private static int Print((double Wall, double Processor, double Memory) measured)
    {
        Console.WriteLine(FormattableString.Invariant($"{measured.Wall} {measured.Processor} {measured.Memory}"));
        return 0;
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
