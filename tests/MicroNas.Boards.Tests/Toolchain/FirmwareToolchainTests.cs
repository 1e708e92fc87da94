using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Boards.Tests.Toolchain;

public sealed class FirmwareToolchainTests
{
    [Fact]
    public async Task Refused_source_is_a_coded_error_with_the_compilers_words_and_leaves_the_old_program_alone()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("main.c"), "int main(void) { return undeclared; }\n");
        await File.WriteAllTextAsync(folder.File("firmware.elf"), "the program of the last build");

        var error = await Assert.ThrowsAsync<MicroNasException>(() => FirmwareSources.Toolchain.CompileAsync(
            FirmwareTarget.CortexM4, [folder.File("main.c")], [], folder.File("firmware.elf")));

        Assert.Equal(DiagnosticCodes.CompilationFailed, error.Diagnostics.Single().Code);
        Assert.Contains("undeclared", error.Message, StringComparison.Ordinal);
        Assert.Equal("the program of the last build", await File.ReadAllTextAsync(folder.File("firmware.elf")));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public async Task Size_tells_constants_from_variables()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder.File("main.c"), "static volatile char zeroed[10000];\nstatic volatile char set[2000] = {1};\nint main(void) { return zeroed[1] + set[1]; }\n");
        await FirmwareSources.Toolchain.CompileAsync(FirmwareTarget.CortexM4, [folder.File("main.c")], [], folder.File("firmware.elf"));

        var size = await FirmwareSources.Toolchain.SizeAsync(FirmwareTarget.CortexM4, folder.File("firmware.elf"));

        Assert.InRange(size.Data.Bytes, 2000, 2100);
        Assert.InRange(size.Bss.Bytes, 10000, 10100);
        Assert.InRange(size.Text.Bytes, 100, 4000); // what main does not call of the runtime is dropped
        Assert.Equal(size.Text.Bytes + size.Data.Bytes, size.Flash.Bytes);
    }
}
