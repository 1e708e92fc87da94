using MicroNas.Boards.Bench;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Architectures;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;
using MicroNas.Core.Units;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Boards.Tests.Bench;

public sealed class EmulatedOperatorBoardTests(BenchProgram program) : IClassFixture<BenchProgram>
{
    public static TheoryData<string> OtherBoards { get; } =
        [.. FirmwareTarget.All.Where(target => target is { IsEmulated: true, Bench: not null } && target != BenchProgram.Target).Select(target => target.Board!)];

    [Fact]
    public void The_board_says_what_its_figures_are_worth()
    {
        using var board = EmulatedOperatorBoard.Start(BenchProgram.Target, program.Path);

        var identity = board.Identity;
        Assert.Equal(("mps2-an386", "cortex-m4", new Hertz(25e6), CounterKind.Instructions), (identity.Board, identity.Core, identity.Clock, identity.Counter));
        Assert.Equal(BenchFirmware.RuntimeCode(FirmwareSources.Layout), identity.RuntimeCode);
        Assert.Equal("-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16 " + string.Join(' ', FirmwareToolchain.CommonFlags), identity.Flags);
        Assert.StartsWith("gcc 1", identity.Compiler, StringComparison.Ordinal);
        Assert.Contains($"\"{identity.RuntimeVersion}\"", File.ReadAllText(Path.Combine(FirmwareSources.Layout.Runtime, "micronas_runtime.h")), StringComparison.Ordinal);
        Assert.Equal(new ByteSize(1 << 20), identity.Arena);
    }

    /// <summary>Whatever time passes between requests: the emulator's timer is coarser than an instruction, and its phase must not matter.</summary>
    [Fact]
    public void Every_way_of_every_operator_counts_the_same_on_two_boards_in_another_order()
    {
        OperatorShape[] shapes =
            [.. BenchDesign.Draw(400, seed: 5).GroupBy(shape => (shape.Kind, shape.Way?.Kernel)).SelectMany(group => group.Take(12))];
        using var first = EmulatedOperatorBoard.Start(BenchProgram.Target, program.Path);
        using var second = EmulatedOperatorBoard.Start(BenchProgram.Target, program.Path);

        var forwards = shapes.Select(shape => first.Measure(shape)).ToList();
        var backwards = shapes.Reverse().Select(shape => second.Measure(shape)).Reverse().ToList();

        Assert.Equal(forwards.Select(reading => reading.Minimum), backwards.Select(reading => reading.Minimum));
        Assert.All(forwards, reading => Assert.True(reading.Minimum > 0 && reading.Minimum == reading.Median));
        Assert.Equal(Enum.GetValues<ConvolutionKernel>().Order(), forwards.Select(reading => reading.Kernel).OfType<ConvolutionKernel>().Distinct().Order());
        Assert.All(forwards, reading => Assert.True(reading.Attempts == 1 && reading.BytesSent < 64 && reading.BytesReceived < 64));
    }

    [Fact]
    public void Reshape_runs_no_code_and_is_not_asked()
    {
        using var board = EmulatedOperatorBoard.Start(BenchProgram.Target, program.Path);

        var reading = board.Measure(new OperatorShape(OperatorKind.Reshape, new TensorShape(1, 1, 6), new TensorShape(1, 1, 6)));

        Assert.Equal((0, 0, 0), (reading.Minimum, reading.Repetitions, reading.BytesSent));
    }

    public static TheoryData<string, OperatorShape> Refused { get; } = new()
    {
        { "arena has 1048576", new(OperatorKind.Add, new TensorShape(1000, 100, 4), new TensorShape(1000, 100, 4)) },
        { "table holds", new(OperatorKind.Convolution, new TensorShape(9, 30, 128), new TensorShape(9, 30, 128), 1, 30) },
        { "multiplications", new(OperatorKind.Convolution, new TensorShape(512, 64, 64), new TensorShape(512, 64, 64), 3, 3) },
        { "input channels is above 512", new(OperatorKind.Softmax, new TensorShape(1, 1, 600), new TensorShape(1, 1, 600)) },
        { "its parameter", new(OperatorKind.Convolution, new TensorShape(16, 4, 8), new TensorShape(12, 4, 8), 3, 1) },
        { "does not run this shape", new(OperatorKind.Convolution, new TensorShape(16, 4, 8), new TensorShape(16, 4, 8), 3, 3) { Way = new ConvolutionPlan(ConvolutionKernel.Lines, 1, 0, 0) } },
        { "input time is 70000", new(OperatorKind.Add, new TensorShape(70000, 1, 4), new TensorShape(70000, 1, 4)) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void An_operator_that_the_board_cannot_measure_is_refused_with_the_reason_and_the_board_goes_on(string reason, OperatorShape shape)
    {
        using var board = EmulatedOperatorBoard.Start(BenchProgram.Target, program.Path);

        var error = Assert.Throws<MicroNasException>(() => board.Measure(shape));

        Assert.Equal(DiagnosticCodes.OperatorRefused, error.Diagnostics.Single().Code);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.True(board.Measure(new OperatorShape(OperatorKind.Softmax, new TensorShape(1, 1, 6), new TensorShape(1, 1, 6))).Minimum > 100);
    }

    [Theory]
    [MemberData(nameof(OtherBoards))]
    public async Task Every_other_emulated_board_measures_too(string name)
    {
        using var folder = new TemporaryFolder();
        var target = FirmwareTarget.Boards.Single(candidate => candidate.Board == name);
        OperatorShape[] shapes = [.. BenchDesign.Draw(12, seed: 6)];

        using var board = await EmulatedOperatorBoard.StartAsync(FirmwareSources.Toolchain, target, folder.Path);
        var first = shapes.Select(shape => board.Measure(shape).Minimum).ToList();

        Assert.Equal((name, target.Name), (board.Identity.Board, board.Identity.Core));
        Assert.Equal(first, shapes.Select(shape => board.Measure(shape).Minimum));
    }

    [Fact]
    public async Task A_board_without_bench_firmware_is_named_with_those_that_have_it()
    {
        using var folder = new TemporaryFolder();

        var error = await Assert.ThrowsAsync<MicroNasException>(
            () => EmulatedOperatorBoard.StartAsync(FirmwareSources.Toolchain, FirmwareTarget.CortexM0, folder.Path));

        Assert.Equal(DiagnosticCodes.BenchFirmwareMissing, error.Diagnostics.Single().Code);
        Assert.Contains("nucleo-f446re", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_measurement_leaves_the_board_usable()
    {
        using var board = EmulatedOperatorBoard.Start(BenchProgram.Target, program.Path);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var shape = BenchDesign.Draw(1, seed: 7)[0];

        Assert.Throws<OperationCanceledException>(() => board.Measure(shape, cancelled.Token));

        Assert.True(board.Measure(shape).Minimum > 0);
    }
}
