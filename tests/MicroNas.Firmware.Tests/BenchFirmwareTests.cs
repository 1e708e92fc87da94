using System.Globalization;
using MicroNas.Boards.Bench;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

public sealed class BenchFirmwareTests
{
    private const int Messages = 60000;

    /// <summary>Statuses of bench_protocol.h that a hostile line brings about; the rest needs another version or gigantic shapes.</summary>
    private static readonly int[] Reached = [0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

    public static TheoryData<string> Boards { get; } =
        [.. FirmwareTarget.Boards.Where(target => target.Bench is not null).Select(target => target.Board!)];

    /// <summary>Under the sanitizers, in which every tensor of the arena is fenced off; accepted operators must give the plain kernel's output.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_frame_brings_the_firmware_to_touch_what_it_must_not(int seed)
    {
        using var folder = new TemporaryFolder();
        var sources = Directory.GetFiles(FirmwareSources.Layout.Bench, "bench_*.c").Where(file => Path.GetFileName(file) != "bench_main.c");
        var program = Repository.File("tests/MicroNas.Firmware.Tests/Programs/bench_fuzz.c");
        await FirmwareSources.Toolchain.CompileAsync(
            FirmwareTarget.Host, [program, .. sources], [FirmwareSources.Layout.Bench], folder.File("fuzz"),
            [
                .. SelfTestProgram.Strict, .. SelfTestProgram.Sanitizers, "-DMICRONAS_BENCH_ARENA=20000", "-DMICRONAS_BENCH_WEIGHTS=16",
                FormattableString.Invariant($"-DBENCH_FUZZ_MESSAGES={Messages}"), FormattableString.Invariant($"-DBENCH_FUZZ_SEED={seed}u"),
            ]);

        var run = await FirmwareProgram.RunAsync(FirmwareTarget.Host, folder.File("fuzz"), TimeSpan.FromMinutes(5));

        Assert.True(run.ExitCode == 0, run.Output);
        var counts = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        Assert.All(Reached, status => Assert.True(int.Parse(counts[status][2], CultureInfo.InvariantCulture) > 0, $"status {status} was never answered"));
        Assert.True(int.Parse(counts[^1][1], CultureInfo.InvariantCulture) > Messages / 10, run.Output);
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task The_firmware_of_every_board_compiles_without_warnings_and_fits_its_memories(string board)
    {
        using var folder = new TemporaryFolder();
        var target = FirmwareTarget.Boards.Single(candidate => candidate.Board == board);

        var fit = await BenchFirmware.BuildAsync(FirmwareSources.Toolchain, target, folder.File("bench.elf"), SelfTestProgram.Strict);

        Assert.True(fit.Fits);
    }

    [Fact]
    public void Every_microcontroller_that_a_board_of_ours_carries_is_found()
    {
        var catalog = MicroNas.Core.Targets.MicrocontrollerCatalog.All;

        Assert.Equal(
            ["mps2-an386", "nucleo-f446re", "nucleo-l552ze-q", "portenta-h7"],
            catalog.Select(BenchFirmware.TargetFor).OfType<FirmwareTarget>().Select(target => target.Board).Order(StringComparer.Ordinal));
    }
}
