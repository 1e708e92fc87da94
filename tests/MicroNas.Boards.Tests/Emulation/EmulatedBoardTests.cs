using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Boards.Tests.Emulation;

public sealed class EmulatedBoardTests
{
    [Theory]
    [InlineData("cortex-m3")]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m7")]
    [InlineData("cortex-m33")]
    public async Task Every_core_prints_counts_and_ends_with_the_firmwares_exit_code(string core)
    {
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        // Three instructions a round on every core, so 3000 between the two readings, and a few around them.
        const string main = """
            #include "board.h"
            int main(void)
            {
                const uint32_t begin = board_ticks();
                uint32_t rounds = 1000;
                __asm__ volatile("1: nop\n\tsubs %0, %0, #1\n\tbne 1b" : "+r"(rounds) : : "cc");
                board_print_integer(board_instructions(board_ticks() - begin));
                board_print("\n");
                board_print_integer(INT64_MIN);
                return 42;
            }
            """;

        var run = await RunAsync(target, main, TimeSpan.FromSeconds(30));

        Assert.Equal(42, run.ExitCode);
        var lines = run.Output.Split('\n');
        Assert.InRange(int.Parse(lines[0], System.Globalization.CultureInfo.InvariantCulture), 3000, 3040);
        Assert.Equal("-9223372036854775808", lines[1]);
    }

    [Fact]
    public async Task A_fault_ends_the_run_with_a_message_instead_of_hanging()
    {
        var run = await RunAsync(
            FirmwareTarget.CortexM4, "int main(void) { return *(volatile int *)0xF0000000u; }", TimeSpan.FromSeconds(30));

        Assert.Equal(70, run.ExitCode);
        Assert.Contains("fault", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Firmware_that_never_ends_is_stopped()
    {
        var error = await Assert.ThrowsAsync<MicroNasException>(() => RunAsync(
            FirmwareTarget.CortexM4, "int main(void) { for (;;) { __asm__ volatile(\"nop\"); } }", TimeSpan.FromSeconds(1)));

        Assert.Equal(DiagnosticCodes.FirmwareTimeout, error.Diagnostics.Single().Code);
    }

    [Fact]
    public async Task A_missing_emulator_names_the_package_that_brings_it()
    {
        var board = new EmulatedBoard(FirmwareTarget.CortexM4, "qemu-that-is-not-there");

        var error = await Assert.ThrowsAsync<MicroNasException>(() => board.RunAsync("any.elf", TimeSpan.FromSeconds(5)));

        Assert.Equal(DiagnosticCodes.EmulatorMissing, error.Diagnostics.Single().Code);
        Assert.Contains("apt-get install qemu-system-arm", error.Message, StringComparison.Ordinal);
    }

    private static async Task<FirmwareRun> RunAsync(FirmwareTarget target, string main, TimeSpan timeout)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("main.c"), main + "\n");
        await FirmwareSources.Toolchain.CompileAsync(target, [folder.File("main.c")], [], folder.File("test.elf"));
        return await FirmwareProgram.RunAsync(target, folder.File("test.elf"), timeout);
    }
}
