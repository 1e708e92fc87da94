using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Boards.Tests.Emulation;

public sealed class EmulatedBoardTests
{
    public static TheoryData<string> Cores { get; } = [.. FirmwareTarget.All.Where(target => target.IsEmulated).Select(target => target.Name)];

    [Fact]
    public void Six_cores_are_emulated() =>
        Assert.Equal(["cortex-m0", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33", "cortex-m55", "host"], FirmwareTarget.All.Select(target => target.Name));

    [Theory]
    [MemberData(nameof(Cores))]
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
                __asm__ volatile(".syntax unified\n1: nop\n\tsubs %0, %0, #1\n\tbne 1b" : "+l"(rounds) : : "cc");
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

    [Theory]
    [MemberData(nameof(Cores))]
    public async Task A_fault_ends_the_run_with_a_message_instead_of_hanging(string core)
    {
        var run = await RunAsync(
            FirmwareTarget.All.Single(candidate => candidate.Name == core), "int main(void) { __builtin_trap(); }", TimeSpan.FromSeconds(30));

        Assert.Equal(70, run.ExitCode);
        Assert.Contains("fault", run.Output, StringComparison.Ordinal);
    }

    /// <summary>The line is the last one that every board has: a table that is too short would run into code.</summary>
    [Theory]
    [MemberData(nameof(Cores))]
    public async Task An_interrupt_without_a_handler_is_named_and_the_firmwares_own_handler_is_called(string core)
    {
        const string raise = """
            #include "board.h"
            HANDLER
            int main(void)
            {
                *(volatile uint32_t *)0xE000E100u = 1u << 31; /* enable */
                *(volatile uint32_t *)0xE000E200u = 1u << 31; /* set pending */
                __asm__ volatile("dsb\n\tisb" ::: "memory");
                return 1;
            }
            """;
        const string handler = "void board_interrupt(int32_t number) { board_exit(number + 1); }";
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);

        var unhandled = await RunAsync(target, raise.Replace("HANDLER", "", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        var handled = await RunAsync(target, raise.Replace("HANDLER", handler, StringComparison.Ordinal), TimeSpan.FromSeconds(30));

        Assert.Equal((71, "interrupt without a handler: 31\n"), (unhandled.ExitCode, unhandled.Output));
        Assert.Equal(32, handled.ExitCode);
    }

    [Fact]
    public void A_board_that_the_emulator_lacks_is_a_coded_error_that_names_those_it_has()
    {
        var error = Assert.Throws<MicroNasException>(() => new EmulatedBoard(FirmwareTarget.Boards.Single(target => target.Name == "portenta-h7")));

        Assert.Equal(DiagnosticCodes.BoardNotEmulated, error.Diagnostics.Single().Code);
        Assert.Contains("portenta-h7", error.Message, StringComparison.Ordinal);
        Assert.Contains("mps2-an500", error.Message, StringComparison.Ordinal);
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
