using System.Diagnostics;
using System.Text.RegularExpressions;
using MicroNas.Boards.Bench;
using MicroNas.Boards.Characterization;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Architectures;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;
using MicroNas.Core.Targets;

namespace MicroNas.Boards.Tests.Bench;

/// <summary>The serial path for real: the firmware runs in the emulator with its UART on a pseudo-terminal, which a serial port opens.</summary>
public sealed partial class SerialBoardTests(BenchProgram program) : IClassFixture<BenchProgram>
{
    /// <summary>
    /// For lines that lose requests. An emulator takes the bytes one by one, and on a busy computer seconds for a request: repeats that came
    /// faster than it takes them would fill the line for good, so waiting doubles until they do not.
    /// </summary>
    private static readonly BenchTiming Patient = BenchTiming.Emulated with { FirstTimeout = TimeSpan.FromSeconds(0.3), Attempts = 16 };

    /// <summary>For boards that may never answer.</summary>
    private static readonly BenchTiming Quick = Patient with { LongestTimeout = TimeSpan.FromSeconds(1) };

    private static readonly OperatorShape[] Shapes = [.. BenchDesign.Draw(400, seed: 8).Where((_, index) => index % 50 == 7)];

    [Fact]
    public async Task A_board_on_the_emulators_pseudo_terminal_counts_what_the_emulator_counts()
    {
        using var emulator = Process.Start(new ProcessStartInfo("qemu-system-arm", EmulatedBoard.Arguments(BenchProgram.Target, program.Path, "pty")) { RedirectStandardOutput = true })!;
        try
        {
            var port = Device().Match((await emulator.StandardOutput.ReadLineAsync())!).Value;
            using var board = SerialBoard.Open(port, 115200, BenchTiming.Emulated with { Repetitions = 5 });
            var readings = Shapes.Select(shape => board.Measure(shape)).ToList();

            Assert.Equal(Truth(), readings.Select(reading => reading.Minimum));
            Assert.All(readings, reading => Assert.Equal(5, reading.Repetitions));

            emulator.Kill();
            await emulator.WaitForExitAsync();
            var error = Assert.Throws<MicroNasException>(() => board.Measure(Shapes[0]));
            Assert.Equal(DiagnosticCodes.BoardGone, error.Diagnostics.Single().Code);
        }
        finally
        {
            emulator.Kill();
        }
    }

    public static TheoryData<double, int> Faults { get; } = new()
    {
        { 0, 1 }, { 0.001, 1 }, { 0.001, 2 }, { 0.003, 3 }, { 0.003, 4 }, { 0.005, 5 }, { 0.005, 6 }, { 0.01, 7 }, { 0.01, 8 }, { 0.1, 9 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Whatever_the_line_does_every_figure_is_right_or_there_is_a_clear_error(double share, int seed)
    {
        using var faulty = new FaultyBoard(BenchProgram.Target, program.Path, LineFaults.Evenly(share), seed);
        var measured = new List<long>();
        MicroNasException? error = null;
        try
        {
            using var board = SerialBoard.Open(faulty.Port, 115200, share > 0.001 ? Quick : Patient);
            measured.AddRange(Shapes.Select(shape => board.Measure(shape).Minimum));
        }
        catch (MicroNasException failure)
        {
            error = failure;
        }

        Assert.Equal(Truth().Take(measured.Count), measured);
        Assert.True(measured.Count == Shapes.Length || error is not null);
        if (error is not null)
        {
            Assert.Contains(error.Diagnostics.Single().Code, (string[])[DiagnosticCodes.LineUnreliable, DiagnosticCodes.BoardSilent]);
        }

        // Of a thousand bytes four are hit: two of three exchanges of 90 bytes go through, and sixteen attempts never all fail.
        Assert.True(error is null || share > 0.001, error?.Message);
    }

    [Theory]
    [InlineData(130)]
    [InlineData(160)]
    [InlineData(215)]
    public void A_board_that_resets_in_the_middle_is_greeted_again_and_the_figures_are_right(int bytes)
    {
        using var faulty = new FaultyBoard(BenchProgram.Target, program.Path, LineFaults.None, 1);
        faulty.At = (bytes, () => faulty.Boot(BenchProgram.Target, program.Path));
        using var board = SerialBoard.Open(faulty.Port, 115200, Patient);

        Assert.Equal(Truth(), Shapes.Select(shape => board.Measure(shape).Minimum));
    }

    [Fact]
    public void A_board_that_comes_back_as_another_is_not_mixed_with_the_first()
    {
        using var faulty = new FaultyBoard(BenchProgram.Target, program.Path, LineFaults.None, 1);
        using var board = SerialBoard.Open(faulty.Port, 115200, BenchTiming.Emulated);
        Assert.True(board.Measure(Shapes[0]).Minimum > 0);

        // The same program on a Cortex-M7: only the processor's own word tells.
        faulty.Boot(MicroNas.Boards.Toolchain.FirmwareTarget.CortexM7, program.Path);
        var error = Assert.Throws<MicroNasException>(() => board.Measure(Shapes[1]));

        Assert.Equal(DiagnosticCodes.BoardChanged, error.Diagnostics.Single().Code);
        Assert.Contains("cortex-m7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_board_that_dies_in_the_middle_is_a_clear_error_and_what_was_measured_is_right()
    {
        using var faulty = new FaultyBoard(BenchProgram.Target, program.Path, LineFaults.None, 1);

        // No hasty repeats: answers to them, still in the terminal when the board dies, would be a sign of life.
        using var board = SerialBoard.Open(faulty.Port, 115200, BenchTiming.Emulated with { Attempts = 2 });
        var first = board.Measure(Shapes[0]).Minimum;
        faulty.Kill();

        var error = Assert.Throws<MicroNasException>(() => board.Measure(Shapes[1]));

        Assert.Equal(Truth()[0], first);
        Assert.Equal(DiagnosticCodes.BoardSilent, error.Diagnostics.Single().Code);
    }

    [Fact]
    public void A_board_that_never_answers_is_named_as_silent_and_can_be_cancelled()
    {
        using var terminal = new PseudoTerminal();
        var impatient = Quick with { FirstTimeout = TimeSpan.FromMilliseconds(20), LongestTimeout = TimeSpan.FromMilliseconds(40), Attempts = 4 };
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        var error = Assert.Throws<MicroNasException>(() => SerialBoard.Open(terminal.Port, 115200, impatient));
        Assert.ThrowsAny<OperationCanceledException>(() => SerialBoard.Open(terminal.Port, 115200, Quick, cancelled.Token));

        Assert.Equal(DiagnosticCodes.BoardSilent, error.Diagnostics.Single().Code);
        Assert.Contains(terminal.Port, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_board_that_only_babbles_is_an_unreliable_line()
    {
        using var terminal = new PseudoTerminal();
        using var stop = new CancellationTokenSource();
        var babble = new Thread(() =>
        {
            var random = new Random(1);
            var bytes = new byte[64];

            // As fast as a line of 115200 baud; without a pause the terminal would be full and a write in it would outlive the test.
            while (!stop.Token.WaitHandle.WaitOne(5))
            {
                random.NextBytes(bytes);
                terminal.Stream.Write(bytes);
            }
        })
        { IsBackground = true };
        babble.Start();

        var error = Assert.Throws<MicroNasException>(() => SerialBoard.Open(terminal.Port, 115200, Quick with { Attempts = 3 }));
        stop.Cancel();
        babble.Join();

        Assert.Equal(DiagnosticCodes.LineUnreliable, error.Diagnostics.Single().Code);
    }

    [Fact]
    public void A_port_that_is_not_there_is_named_with_what_to_do()
    {
        var error = Assert.Throws<MicroNasException>(() => SerialBoard.Open("/dev/ttyACM77"));

        Assert.Equal(DiagnosticCodes.SerialPortUnavailable, error.Diagnostics.Single().Code);
        Assert.Contains("/dev/ttyACM77", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A table of another chip, or of other kernels, would look like any other.</summary>
    [Theory]
    [InlineData("stm32l552ze", false, DiagnosticCodes.BoardForeign)]
    [InlineData("nrf52832", true, DiagnosticCodes.BenchFirmwareForeign)]
    [InlineData("nrf52832", false, null)]
    public void A_board_that_is_not_the_targets_or_holds_other_kernels_is_refused(string target, bool otherSources, string? code)
    {
        using var folder = new TemporaryFolder();
        var firmware = Repository.File("firmware");
        if (otherSources)
        {
            Copy(firmware, folder.File("firmware"));
            firmware = folder.File("firmware");
            File.AppendAllText(Path.Combine(firmware, "runtime", "micronas_add.c"), "\n");
        }

        Assert.True(MicrocontrollerCatalog.TryFind(target, out var microcontroller));
        using var faulty = new FaultyBoard(BenchProgram.Target, program.Path, LineFaults.None, 1);
        var measurer = new OperatorMeasurer(new FirmwareLayout(firmware), TimeProvider.System);
        var error = Record.Exception(() => measurer.Open(microcontroller, faulty.Port, folder.Path, CancellationToken.None).Dispose()) as MicroNasException;

        Assert.Equal(code, error?.Diagnostics.Single().Code);
    }

    [Fact]
    public void The_long_requantization_of_an_emitted_layer_is_measured_as_it_is()
    {
        using var board = EmulatedOperatorBoard.Start(BenchProgram.Target, program.Path);
        var map = new TensorShape(16, 3, 8);
        OperatorShape[] shapes =
        [
            new(OperatorKind.Add, map, map),
            new(OperatorKind.Convolution, map, map, 3) { Way = new ConvolutionPlan(ConvolutionKernel.Lines, 1, 0, 0) },
        ];
        Assert.All(shapes, shape => Assert.True(
            board.Measure(shape with { LongRequantization = true }).Minimum > board.Measure(shape).Minimum, shape.ToString()));
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private long[] Truth()
    {
        using var board = EmulatedOperatorBoard.Start(BenchProgram.Target, program.Path);
        return [.. Shapes.Select(shape => board.Measure(shape).Minimum)];
    }

    [GeneratedRegex(@"/dev/\S+")]
    private static partial Regex Device();
}
