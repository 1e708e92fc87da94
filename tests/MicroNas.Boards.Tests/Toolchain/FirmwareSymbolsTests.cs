using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Boards.Tests.Toolchain;

public sealed class FirmwareSymbolsTests
{
    [Fact]
    public async Task Local_symbols_know_their_source_and_every_symbol_its_size()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder.File("main.c"),
            "int other(int);\nstatic volatile const char table[300] = {1};\nint main(void) { return other(table[2]); }\n");
        await File.WriteAllTextAsync(
            folder.File("other.c"),
            "static volatile const int table[200000] = {1};\nint other(int);\nint other(int index) { return table[index]; }\n");
        await FirmwareSources.Toolchain.CompileAsync(
            FirmwareTarget.CortexM4, [folder.File("main.c"), folder.File("other.c")], [], folder.File("firmware.elf"));

        var symbols = await FirmwareSymbols.ReadAsync(folder.File("firmware.elf"));

        Assert.Equal(
            [("main.c", 300L), ("other.c", 800000L)],
            symbols.Where(symbol => symbol.Name == "table").Select(symbol => (symbol.SourceFile!, symbol.Size)).Order());
        var main = symbols.Single(symbol => symbol.Name == "main");
        Assert.True(main is { IsFunction: true, SourceFile: null, Size: > 0 });
        Assert.Equal(main.Address, (await Disassembly.ReadAsync(folder.File("firmware.elf"))).First(instruction => instruction.Function == "main").Address);
    }

    [Fact]
    public async Task What_is_no_firmware_is_a_coded_error()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("firmware.elf"), "not an ELF file");

        var symbols = await Assert.ThrowsAsync<MicroNasException>(() => FirmwareSymbols.ReadAsync(folder.File("firmware.elf")));
        var code = await Assert.ThrowsAsync<MicroNasException>(() => Disassembly.ReadAsync(folder.File("firmware.elf")));

        Assert.All([symbols, code], error => Assert.Equal(DiagnosticCodes.CompilationFailed, error.Diagnostics.Single().Code));
    }
}
