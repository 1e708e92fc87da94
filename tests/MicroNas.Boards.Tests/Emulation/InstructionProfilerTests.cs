using System.Globalization;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Boards.Tests.Emulation;

public sealed class InstructionProfilerTests
{
    private const int Rounds = 1000;

    /// <summary>`measured` runs a loop of six instructions, one branch of which is not taken at the end; `finish` ends the profile.</summary>
    private static readonly string Main = FormattableString.Invariant(
        $$"""
        #include "board.h"
        uint32_t measured(uint32_t sum);
        void finish(void);
        void unreached(void);
        __asm__(".syntax unified\n.thumb\n"
                ".thumb_func\n.type measured, %function\n.global measured\n"
                "measured: movs r0, #0\n movw r1, #{{Rounds}}\n"
                "1: nop\n subs r1, #1\n ite eq\n addeq r0, #1\n addne r0, #2\n bne 1b\n"
                ".thumb_func\n.type finish, %function\n.global finish\nfinish: bx lr\n"
                ".thumb_func\n.type unreached, %function\n.global unreached\nunreached: bx lr\n");
        int main(void)
        {
            const uint32_t begin = board_ticks();
            const uint32_t sum = measured(0);
            const int64_t instructions = board_instructions(board_ticks() - begin);
            board_print_integer(instructions);
            measured(1);
            return sum == 2 * {{Rounds}} - 1 ? 0 : 1;
        }

        """);

    [Theory]
    [InlineData("cortex-m3")]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m33")]
    public async Task A_known_loop_is_counted_exactly_and_as_the_boards_timer_counts(string core)
    {
        using var folder = new TemporaryFolder();
        var program = await CompileAsync(folder, core);

        var profile = await ProfileAsync(folder, program, "finish", program.Disassembly);

        var counts = program.Disassembly.Where(instruction => instruction.Function == "measured").Select(instruction => profile.Counts[instruction.Address]);
        InstructionCount[] loop = [.. Enumerable.Repeat(new InstructionCount(Rounds, 0), 5), new(Rounds, Rounds - 1)];
        Assert.Equal([new InstructionCount(1, 0), new InstructionCount(1, 0), .. loop], counts);
        Assert.Equal((6 * Rounds) + 2, profile.Instructions);
        Assert.Equal(0, profile.Run.ExitCode);
        Assert.InRange(long.Parse(profile.Run.Output, CultureInfo.InvariantCulture), profile.Instructions, profile.Instructions + 30);
    }

    [Fact]
    public async Task Cycles_count_the_refill_of_branches_that_are_taken()
    {
        using var folder = new TemporaryFolder();
        var program = await CompileAsync(folder, "cortex-m4");
        var profile = await ProfileAsync(folder, program, "finish", program.Disassembly);

        var estimate = CycleEstimate.Of(program.Disassembly, profile.Counts);

        Assert.Equal((6 * Rounds) + 2 + (2 * (Rounds - 1)), estimate.Cycles);
        Assert.Equal((6 * Rounds) + 2 + (2 * Rounds), estimate.CyclesWithEveryBranchTaken);
        Assert.Equal([new FunctionCost("measured", profile.Instructions, estimate.Cycles)], estimate.Functions);
    }

    [Fact]
    public async Task Marks_part_the_profile_each_time_that_control_passes_them()
    {
        using var folder = new TemporaryFolder();
        var program = await CompileAsync(folder, "cortex-m4");
        var mark = program.Disassembly.Single(instruction => instruction is { Function: "measured", Mnemonic: "ite" }).Address;

        var whole = await ProfileAsync(folder, program, "finish", program.Disassembly);
        var parted = await ProfileAsync(folder, program, "finish", program.Disassembly, [mark]);

        // Before the mark stand movs, movw, nop and subs; a round from mark to mark has six instructions, the last ends after four.
        Assert.Equal(
            [4, .. Enumerable.Repeat(6L, Rounds - 1), 4],
            parted.Segments.Select(segment => segment.Counts.Values.Sum(count => count.Executions)));
        Assert.Equal([program.AddressOf("measured"), .. Enumerable.Repeat(mark, Rounds)], parted.Segments.Select(segment => segment.Mark));
        Assert.Equal(whole.Counts.OrderBy(pair => pair.Key), parted.Counts.OrderBy(pair => pair.Key));
    }

    [Fact]
    public async Task A_mark_that_is_not_passed_is_an_error_with_what_the_firmware_said()
    {
        using var folder = new TemporaryFolder();
        var program = await CompileAsync(folder, "cortex-m4");

        var error = await Assert.ThrowsAsync<MicroNasException>(() => ProfileAsync(folder, program, "unreached", program.Disassembly));

        Assert.Equal(DiagnosticCodes.FirmwareOutputInvalid, error.Diagnostics.Single().Code);
        Assert.Contains("marks", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instructions_outside_the_known_code_are_an_error_not_a_smaller_count()
    {
        using var folder = new TemporaryFolder();
        var program = await CompileAsync(folder, "cortex-m4");
        DisassembledInstruction[] part = [.. program.Disassembly.Where(instruction => instruction.Function == "main")];

        var error = await Assert.ThrowsAsync<MicroNasException>(() => ProfileAsync(folder, program, "finish", part));

        Assert.Equal(DiagnosticCodes.FirmwareOutputInvalid, error.Diagnostics.Single().Code);
        Assert.Contains("outside", error.Message, StringComparison.Ordinal);
    }

    private static async Task<TestProgram> CompileAsync(TemporaryFolder folder, string core)
    {
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        await File.WriteAllTextAsync(folder.File("main.c"), Main);
        await FirmwareSources.Toolchain.CompileAsync(target, [folder.File("main.c")], [], folder.File("test.elf"));
        return new TestProgram(target, await Disassembly.ReadAsync(folder.File("test.elf")), await FirmwareSymbols.ReadAsync(folder.File("test.elf")));
    }

    private static Task<InstructionProfile> ProfileAsync(
        TemporaryFolder folder, TestProgram program, string end, IReadOnlyList<DisassembledInstruction> disassembly,
        IReadOnlyList<uint>? marks = null) =>
        new InstructionProfiler(FirmwareSources.Layout, program.Target).RunAsync(
            folder.File("test.elf"), disassembly, program.AddressOf("measured"), program.AddressOf(end), marks ?? [], folder.Path, TimeSpan.FromSeconds(30));

    private sealed record TestProgram(
        FirmwareTarget Target, IReadOnlyList<DisassembledInstruction> Disassembly, IReadOnlyList<FirmwareSymbol> Symbols)
    {
        public uint AddressOf(string symbol) => Symbols.Single(candidate => candidate.Name == symbol).Address;
    }
}
