using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Boards.Tests.Emulation;

/// <summary>Real assembly, read back by the disassembler, against the cycles of Arm's Cortex-M4 technical reference manual (P = 2, 3 from memory).</summary>
public sealed class CortexM4TimingTests
{
    private static readonly (string Assembly, int Always, int Refill)[] Snippets =
    [
        ("adds r0, r1, r2", 1, 0),
        ("mul r0, r1, r2; mla r0, r1, r2, r3; mls r0, r1, r2, r3; smlad r0, r1, r2, r3; smmlar r0, r1, r2, r3", 5, 0),
        ("smlal r0, r1, r2, r3; smull r0, r1, r2, r3; umlal r0, r1, r2, r3; smlald r0, r1, r2, r3", 4, 0),
        ("ssat r0, #8, r1, asr #2; sxtab16 r0, r1, r2, ror #8; usat r3, #8, r4; movw r5, #4660; bics r0, r1; lsls r0, r1", 6, 0),
        ("sdiv r0, r1, r2", 6, 0),
        ("ldr r0, [r1]", 2, 0),
        ("ldrsb r0, [r1, r2]", 2, 0),
        ("ldr r0, [r1]; ldr r2, [r3]", 3, 0),
        ("ldr r0, [r1, r5]; ldrb r1, [r2]; ldrsh r2, [r3, #4]", 4, 0),
        ("ldr r0, [r1]; ldr r2, [r0]", 4, 0), // the second needs the first one's word
        ("ldr r0, [r1]; ldr r2, [r3, r0, lsl #2]", 4, 0),
        ("ldr r0, [r1, r2]; str r0, [r3, #20]", 3, 0),
        ("ldr r0, [r1, r2]; str r1, [r3, r2]", 3, 0),
        ("str r0, [r1]; strb r2, [r3, #1]", 2, 0),
        ("str r0, [r1, r2]", 2, 0),
        ("str r0, [r1]; ldr r2, [r3]", 3, 0), // nothing is pipelined after a store
        ("adds r1, #4; ldr r0, [r1]", 4, 0), // no forwarding to an address
        ("adds r1, #4; ldr r0, [r2]", 3, 0),
        ("smull r4, r5, r6, r7; ldr r0, [r5]", 4, 0),
        ("cmp r1, #4; ldr r0, [r1]", 3, 0),
        ("ldr r0, [r1], #4; ldr r2, [r3], #4", 3, 0),
        ("ldrd r0, r1, [r2]; strd r0, r1, [r3, #8]", 6, 0),
        ("ldr r6, [r7]; ldrd r0, r1, [r2]", 5, 0), // a pair is not pipelined with its neighbours
        ("ldmia r0!, {r1, r2, r3, r4}", 5, 0),
        ("stmdb r0!, {r4-r11}", 9, 0),
        ("adds r0, #4; ldmia r0!, {r1, r2}", 5, 0),
        ("push {r4, lr}; pop {r4, pc}", 6, 3),
        ("vldr s0, [r0]; vldr d1, [r0, #8]; vstr s0, [r1]", 7, 0),
        ("vldmia r0!, {s0-s3}; vpush {d8-d9}", 10, 0),
        ("vadd.f32 s0, s1, s2; vmul.f32 s0, s1, s2; vmla.f32 s0, s1, s2; vfma.f32 s0, s1, s2; vdiv.f32 s0, s1, s2", 22, 0),
        ("b.w snippet0", 1, 2),
        ("bl snippet0; bx lr", 2, 4),
        ("cmp r0, #0; beq snippet0; bls snippet0; blt snippet0", 4, 6),
        ("1: cbz r0, 2f; cbnz r0, 2f; nop; 2: nop", 4, 4),
        ("cmp r0, #0; ite eq; addeq r0, r1; bxne lr", 4, 2),
        ("ldr pc, [r0]", 2, 3),
        ("mov pc, r0", 1, 2),
        ("tbb [pc, r0]", 3, 3),
    ];

    [Fact]
    public async Task Snippets_take_the_cycles_of_the_manual()
    {
        using var folder = new TemporaryFolder();
        var functions = Snippets.Select((snippet, i) =>
            $".thumb_func\n.global snippet{i}\n.type snippet{i}, %function\nsnippet{i}: {snippet.Assembly}\n.size snippet{i}, .-snippet{i}\n");
        await File.WriteAllTextAsync(
            folder.File("snippets.S"),
            $".syntax unified\n.thumb\n.section .text.snippets\n{string.Concat(functions)}.global main\n.thumb_func\n.type main, %function\nmain: b snippet0\n");
        await FirmwareSources.Toolchain.CompileAsync(FirmwareTarget.CortexM4, [folder.File("snippets.S")], [], folder.File("snippets.elf"));

        var disassembly = await Disassembly.ReadAsync(folder.File("snippets.elf"));

        for (var i = 0; i < Snippets.Length; i++)
        {
            DisassembledInstruction[] code = [.. disassembly.Where(instruction => instruction.Function == $"snippet{i}")];
            var cycles = code.Select((instruction, j) => CortexM4Timing.Of(j == 0 ? null : code[j - 1], instruction)).ToArray();

            Assert.Equal(Snippets[i].Assembly.Split(';').Length, code.Length);
            Assert.Equal(Snippets[i], (Snippets[i].Assembly, cycles.Sum(cost => cost.Always), cycles.Sum(cost => cost.Refill)));
        }
    }
}
