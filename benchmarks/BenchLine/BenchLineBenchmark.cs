using System.Diagnostics;
using MicroNas.Boards.Bench;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Latency;

namespace MicroNas.Benchmarks.BenchLine;

/// <summary>What it takes to measure operators: bytes on the wire, time on a serial line, and the emulator's time with everything included.</summary>
public sealed class BenchLineBenchmark : IBenchmark
{
    private const int Operators = 40;
    private const int Seed = 11;
    private const int BaudRate = 115200;

    /// <summary>Start bit, 8 data bits, stop bit.</summary>
    private const int BitsOnTheLine = 10;

    public string Name => "bench-line";

    public string Description => "Bytes on the wire and time of one measured operator (emulator, also on a pseudo-terminal), and seconds for 40 operators.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        var toolchain = new FirmwareToolchain(new FirmwareLayout(Path.Combine(RepositoryFolder.Find(), "firmware")));
        var folder = Directory.CreateTempSubdirectory("micronas-bench-line").FullName;
        try
        {
            return Run(toolchain, folder, log);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static BenchmarkResult Run(FirmwareToolchain toolchain, string folder, Action<string> log)
    {
        var target = FirmwareTarget.CortexM4;
        var program = Path.Combine(folder, "bench.elf");
        OperatorShape[] shapes = [.. BenchDesign.Draw(400, Seed).Where((_, index) => index % (400 / Operators) == 0).Take(Operators)];

        var total = Stopwatch.StartNew();
        BenchFirmware.BuildAsync(toolchain, target, program).GetAwaiter().GetResult();
        var build = total.Elapsed;
        List<OperatorReading> emulated;
        using (var board = EmulatedOperatorBoard.Start(target, program))
        {
            emulated = Measure(board, shapes);
        }

        var all = total.Elapsed;
        log(FormattableString.Invariant($"{shapes.Length} operators in the emulator"));
        var serial = OnPseudoTerminal(target, program, shapes);
        if (!serial.Select(reading => reading.Minimum).SequenceEqual(emulated.Select(reading => reading.Minimum)))
        {
            throw new InvalidOperationException("the serial port counts otherwise than the emulator");
        }

        var bytes = emulated.Average(reading => (double)reading.BytesSent + reading.BytesReceived);
        List<Figure> figures =
        [
            new("operators", shapes.Length, ""),
            new("bytes on the wire per operator, mean, both ways", bytes, "B"),
            new("bytes on the wire per operator, most", emulated.Max(reading => reading.BytesSent + reading.BytesReceived), "B"),
            new("time on a line of 115200 baud per operator, computed from the bytes", bytes * BitsOnTheLine / BaudRate * 1000, "ms"),
            new("time per operator through a serial port on the emulator's pseudo-terminal, median, 5 runs of the operator included", Median(serial), "ms"),
            new("time per operator through the emulator's pipe, median, 2 runs of the operator included", Median(emulated), "ms"),
            new("building the bench firmware", build.TotalSeconds, "s"),
            Figure.AtMost("40 operators in the emulator, building and starting included", all.TotalSeconds, "s", 60),
        ];
        return new BenchmarkResult("bench-line", figures, []);
    }

    private static double Median(List<OperatorReading> readings) =>
        readings.Select(reading => reading.Elapsed.TotalMilliseconds).Order().ElementAt(readings.Count / 2);

    private static List<OperatorReading> Measure(IOperatorBoard board, OperatorShape[] shapes) => [.. shapes.Select(shape => board.Measure(shape))];

    private static List<OperatorReading> OnPseudoTerminal(FirmwareTarget target, string program, OperatorShape[] shapes)
    {
        using var emulator = Process.Start(new ProcessStartInfo("qemu-system-arm", EmulatedBoard.Arguments(target, program, "pty")) { RedirectStandardOutput = true })!;
        try
        {
            // "char device redirected to /dev/pts/0 (label serial0)"
            var port = emulator.StandardOutput.ReadLine()!.Split(' ').Single(word => word.StartsWith("/dev/", StringComparison.Ordinal));
            using var board = SerialBoard.Open(port, BaudRate);
            return Measure(board, shapes);
        }
        finally
        {
            emulator.Kill();
        }
    }
}
