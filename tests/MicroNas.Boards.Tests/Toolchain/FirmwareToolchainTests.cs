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

    [Theory]
    [InlineData("cortex-m4")]
    [InlineData("host")]
    public async Task Objects_that_are_kept_make_the_same_program_again_and_again(string core)
    {
        using var folder = new TemporaryFolder();
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        await File.WriteAllTextAsync(folder.File("main.c"), "#include \"micronas_runtime.h\"\nstatic micronas_softmax_rows rows;\nint main(void) { static int8_t values[4]; micronas_softmax(&rows, values, values); return values[0]; }\n");
        var objects = Directory.CreateDirectory(folder.File("objects")).FullName;
        var keeping = new FirmwareToolchain(FirmwareSources.Layout, objects);

        // Under one name: the linker writes it into the program's build id.
        var program = folder.File("firmware.elf");
        var programs = new List<byte[]>();
        foreach (var toolchain in (FirmwareToolchain[])[new(FirmwareSources.Layout), keeping, keeping])
        {
            await toolchain.CompileAsync(target, [folder.File("main.c")], [], program);
            programs.Add(await File.ReadAllBytesAsync(program));
        }

        Assert.All(programs, bytes => Assert.Equal(programs[0], bytes));
        Assert.Single(Directory.GetDirectories(objects));
        await keeping.CompileAsync(target, [folder.File("main.c")], [], program, ["-O1"]);
        Assert.Equal(2, Directory.GetDirectories(objects).Length);
    }

    [Fact]
    public async Task Programs_compiled_at_once_share_one_compilation_of_the_runtime()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("main.c"), "int main(void) { return 0; }\n");
        var objects = Directory.CreateDirectory(folder.File("objects")).FullName;
        var toolchain = new FirmwareToolchain(FirmwareSources.Layout, objects);
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => toolchain.CompileAsync(FirmwareTarget.CortexM4, [folder.File("main.c")], [], folder.File("0.elf"), cancellationToken: ended.Token));
        await Task.WhenAll(Enumerable.Range(1, 4).Select(
            number => toolchain.CompileAsync(FirmwareTarget.CortexM4, [folder.File("main.c")], [], folder.File($"{number}.elf"))));

        Assert.Equal(4, Directory.GetFiles(folder.Path, "*.elf").Length);
        Assert.Single(Directory.GetDirectories(objects), objectFolder => Directory.GetFiles(objectFolder, "*.o").Length > 30);
    }
}
