using System.Globalization;
using MicroNas.Boards.Elf;
using MicroNas.Boards.Processes;
using MicroNas.Boards.Tests.Support;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Boards.Tests.Elf;

/// <summary>What a program needs equals what <c>size</c> counts, and a program that needs too much is refused with those numbers.</summary>
public sealed class FirmwareFitTests
{
    private const int MicrobitRam = 16 * 1024;
    private const int MicrobitFlash = 256 * 1024;
    private const int Stack = 4096;

    public static TheoryData<string> Boards { get; } = [.. FirmwareTarget.Boards.Select(target => target.Board!)];

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task Needs_are_those_that_size_counts(string board)
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.c", Source(constants: 4321, set: 1234, zeroed: 5678));
        var target = FirmwareTarget.Boards.Single(candidate => candidate.Board == board);

        var fit = await FirmwareSources.Toolchain.CompileAsync(target, [folder.File("main.c")], [], folder.File("firmware.elf"));

        var (flash, variables) = await SizeAsync(folder.File("firmware.elf"));
        Assert.Equal(flash, fit!.Flash.NeededBytes);
        Assert.Equal(variables + Stack, fit.Ram.NeededBytes);
        Assert.Equal(Stack, fit.StackBytes);
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"flash {flash:N0} of {fit.Flash.AvailableBytes:N0} B ("), fit.Summary, StringComparison.Ordinal);
        Assert.Equal(("constants", 4321u), (fit.Flash.Largest[0].Name, fit.Flash.Largest[0].Size));
        Assert.Equal(["zeroed", "set"], fit.Ram.Largest.Take(2).Select(symbol => symbol.Name));
    }

    [Fact]
    public async Task Too_much_for_flash_or_RAM_is_refused_with_the_numbers_and_the_culprits()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.c", Source(constants: 300_000, set: 500, zeroed: 20_000));
        folder.Write("firmware.elf", "the program of the last build");
        string[] sources = [folder.File("main.c")];

        var error = await Assert.ThrowsAsync<MicroNasException>(
            () => FirmwareSources.Toolchain.CompileAsync(FirmwareTarget.CortexM0, sources, [], folder.File("firmware.elf")));

        Assert.Equal("the program of the last build", await File.ReadAllTextAsync(folder.File("firmware.elf")));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        // The same link without the check leaves the program for the judge.
        var link = await ProcessRun.StartAsync(
            "arm-none-eabi-gcc", FirmwareSources.Toolchain.Arguments(FirmwareTarget.CortexM0, sources, [], folder.File("judged.elf")), TimeSpan.FromMinutes(1), default);
        Assert.Equal(0, link!.ExitCode);
        var (flash, variables) = await SizeAsync(folder.File("judged.elf"));
        Assert.Equal(DiagnosticCodes.FirmwareDoesNotFit, error.Diagnostics.Single().Code);
        foreach (var expected in (string[])
        [
            "does not fit microbit",
            string.Create(CultureInfo.InvariantCulture, $"needs {flash:N0} B of flash and there are {MicrobitFlash:N0} B"),
            "constants 300,000 B (.text)",
            string.Create(CultureInfo.InvariantCulture, $"needs {variables + Stack:N0} B of RAM ({variables:N0} B of variables and 4,096 B for the stack) and there are {MicrobitRam:N0} B"),
            "zeroed 20,000 B (.bss)",
        ])
        {
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Stack)]
    [InlineData(1024)]
    [InlineData(8192)]
    public async Task The_last_byte_of_RAM_may_be_used_and_no_more(int stack)
    {
        using var folder = new TemporaryFolder();
        string[] flags = stack == Stack ? [] : [FormattableString.Invariant($"-Wl,--defsym=board_stack_size={stack}")];
        Task<FirmwareFit?> CompileAsync(int zeroed)
        {
            folder.Write("main.c", Source(constants: 1, set: 1, zeroed));
            return FirmwareSources.Toolchain.CompileAsync(FirmwareTarget.CortexM0, [folder.File("main.c")], [], folder.File("firmware.elf"), flags);
        }

        var others = (int)(await CompileAsync(8))!.Ram.NeededBytes - 8;
        var full = await CompileAsync(MicrobitRam - others);
        Assert.Equal((MicrobitRam, stack), (full!.Ram.NeededBytes, full.StackBytes));
        Assert.Contains("RAM 16,384 of 16,384 B (100.0 %)", full.Summary, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<MicroNasException>(() => CompileAsync(MicrobitRam - others + 1));
        Assert.Equal(DiagnosticCodes.FirmwareDoesNotFit, error.Diagnostics.Single().Code);
    }

    private static string Source(int constants, int set, int zeroed) => FormattableString.Invariant($$"""
        const char constants[{{constants}}] = {1};
        volatile char set[{{set}}] = {2};
        volatile char zeroed[{{zeroed}}] __attribute__((aligned(8)));
        int main(void) { return constants[(int)zeroed[0]] + set[0]; }
        """);

    /// <summary>text + data and data + bss.</summary>
    private static async Task<(long Flash, long Variables)> SizeAsync(string program)
    {
        var output = await Binutils.RunAsync("size", program);
        var columns = output.Split('\n')[1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Take(3).Select(column => long.Parse(column, CultureInfo.InvariantCulture)).ToArray();
        return (columns[0] + columns[1], columns[1] + columns[2]);
    }
}
