using MicroNas.Boards.Elf;
using MicroNas.Boards.Processes;
using MicroNas.Boards.Toolchain;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Boards.Tests.Toolchain;

/// <summary>Programs for every board lie where its data sheet says that flash and RAM are, also for the boards that are not run here.</summary>
public sealed class BoardProgramTests
{
    private const uint Kilobyte = 1024;
    private const int CoreVectors = 16;

    /// <summary>Code, constants, set and zeroed variables of odd sizes.</summary>
    private const string Main = """
        #include "board.h"
        static const char constants[1237] = {1};
        static volatile char set[1003] = {2};
        static volatile char zeroed[3001];
        int main(void) { board_print("x"); return constants[(int)zeroed[7]] + set[5] + (int)board_ticks(); }
        """;

    /// <summary>Board, flash and RAM as the data sheets give them, interrupt lines.</summary>
    public static TheoryData<string, uint, uint, uint, uint, int> Maps { get; } = new()
    {
        { "microbit", 0, 256 * Kilobyte, 0x20000000, 16 * Kilobyte, 32 },
        { "mps2-an385", 0, 4096 * Kilobyte, 0x20000000, 4096 * Kilobyte, 32 },
        { "mps2-an386", 0, 4096 * Kilobyte, 0x20000000, 4096 * Kilobyte, 32 },
        { "mps2-an500", 0, 4096 * Kilobyte, 0x20000000, 4096 * Kilobyte, 32 },
        { "mps2-an505", 0x10000000, 4096 * Kilobyte, 0x38000000, 2048 * Kilobyte, 124 },
        { "mps3-an547", 0, 512 * Kilobyte, 0x20000000, 512 * Kilobyte, 128 },
        { "nucleo-f446re", 0x08000000, 512 * Kilobyte, 0x20000000, 128 * Kilobyte, 97 },
        { "nucleo-l552ze-q", 0x08000000, 512 * Kilobyte, 0x20000000, 256 * Kilobyte, 109 },
        { "portenta-h7", 0x08040000, 768 * Kilobyte, 0x24000000, 512 * Kilobyte, 150 },
    };

    [Fact]
    public void Every_board_has_a_map() =>
        Assert.Equal(FirmwareTarget.Boards.Select(target => target.Board).Order(StringComparer.Ordinal), Maps.Select(row => (string)row[0]));

    [Theory]
    [MemberData(nameof(Maps))]
    public async Task Sections_and_vectors_lie_inside_the_boards_memories(
        string board, uint flashStart, uint flashSize, uint ramStart, uint ramSize, int interrupts)
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.c", Main);
        var target = FirmwareTarget.Boards.Single(candidate => candidate.Board == board);
        await FirmwareSources.Toolchain.CompileAsync(target, [folder.File("main.c")], [], folder.File("firmware.elf"), ["-Werror", "-Wconversion"]);
        var program = ElfProgram.Parse(await File.ReadAllBytesAsync(folder.File("firmware.elf")));

        var ram = program.Sections.Where(section => section.Address >= ramStart).ToList();
        Assert.Equal([".data", ".bss"], ram.Select(section => section.Name));
        Assert.All(ram, section => Assert.True(section.End <= (long)ramStart + ramSize, section.Name));
        var loaded = program.Sections.Where(section => section.Content is not null).OrderBy(section => section.LoadAddress).ToList();
        Assert.All(loaded, section => Assert.InRange(section.LoadAddress, flashStart, flashStart + flashSize - section.Size));
        Assert.All(loaded.Zip(loaded.Skip(1)), pair => Assert.True(pair.First.LoadEnd <= pair.Second.LoadAddress, pair.Second.Name));
        var inOrder = program.Sections.OrderBy(section => section.Address).ToList();
        Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Address, pair.Second.Name));

        var vectors = program.Symbols.Single(symbol => symbol.Name == "vectors");
        Assert.Equal(flashStart, vectors.Value);
        Assert.Equal((uint)(CoreVectors + interrupts) * 4, vectors.Size);
        var text = loaded[0];
        var table = Enumerable.Range(0, CoreVectors + interrupts).Select(i => BitConverter.ToUInt32(text.Content!, 4 * i)).ToArray();
        Assert.Equal(ramStart + ramSize, table[0]);
        Assert.All(table[CoreVectors..], entry => Assert.Equal(table[15], entry)); // SysTick's handler is every peripheral's
        Assert.All(
            table[1..4].Append(table[15]),
            entry => Assert.True((entry & 1) == 1 && entry > vectors.Value + vectors.Size && entry < text.End, $"{entry:x8} is no Thumb code of the program"));
        Assert.Equal(program.Symbols.Single(symbol => symbol.Name == "reset_handler").Value, table[1]);
    }

    [Fact]
    public async Task A_link_by_hand_is_checked_by_the_linker()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.c", "static volatile char large[16384];\nint main(void) { return large[1]; }\n");
        var arguments = FirmwareSources.Toolchain.Arguments(FirmwareTarget.CortexM0, [folder.File("main.c")], [], folder.File("firmware.elf"))
            .Where(argument => !argument.Contains("firmware_fit_is_checked", StringComparison.Ordinal));

        var run = await ProcessRun.StartAsync("arm-none-eabi-gcc", [.. arguments], TimeSpan.FromMinutes(1), default);

        Assert.NotEqual(0, run!.ExitCode);
        Assert.Contains("variables and stack are larger than the board's RAM", run.Output, StringComparison.Ordinal);
    }
}
