using System.Globalization;
using System.Text.RegularExpressions;
using MicroNas.Boards.Elf;
using MicroNas.Boards.Tests.Support;
using MicroNas.Boards.Toolchain;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Boards.Tests.Elf;

/// <summary>The product's reader of ELF files against readelf, and against files that are damaged.</summary>
public sealed partial class ElfProgramTests
{
    [Fact]
    public async Task Sections_and_symbols_are_those_that_readelf_shows()
    {
        using var folder = new TemporaryFolder();
        var file = await CompileAsync(folder);

        var program = ElfProgram.Parse(await File.ReadAllBytesAsync(file));

        var sections = SectionLine().Matches(await Binutils.RunAsync("readelf", "-SW", file))
            .Where(line => line.Groups["flags"].Value.Contains('A', StringComparison.Ordinal) && Hexadecimal(line.Groups["size"]) > 0)
            .Select(line => (line.Groups["name"].Value, Hexadecimal(line.Groups["address"]), Hexadecimal(line.Groups["size"]), line.Groups["type"].Value == "NOBITS"));
        Assert.Equal(sections, program.Sections.Select(section => (section.Name, section.Address, section.Size, section.Content is null)));
        var loads = LoadAddressLine().Matches(await Binutils.RunAsync("objdump", "-h", file)).ToDictionary(line => line.Groups["name"].Value, line => Hexadecimal(line.Groups["load"]));
        Assert.All(program.Sections, section => Assert.Equal(loads[section.Name], section.LoadAddress));
        var symbols = SymbolLine().Matches(await Binutils.RunAsync("nm", "-S", file))
            .Select(line => (line.Groups["name"].Value, Hexadecimal(line.Groups["value"]) & ~1u, Hexadecimal(line.Groups["size"])))
            .ToHashSet();
        Assert.NotEmpty(symbols);
        Assert.Subset(program.Symbols.Select(symbol => (symbol.Name, symbol.Value & ~1u, symbol.Size)).ToHashSet(), symbols);
    }

    [Fact]
    public async Task A_damaged_file_is_refused_and_never_crashes()
    {
        using var folder = new TemporaryFolder();
        var good = await File.ReadAllBytesAsync(await CompileAsync(folder));
        var random = new Random(5);
        var refused = 0;

        void Try(byte[] file)
        {
            try
            {
                FirmwareFit.Of(ElfProgram.Parse(file));
            }
            catch (InvalidDataException error)
            {
                Assert.NotEmpty(error.Message);
                refused++;
            }
        }

        for (var i = 0; i < 200; i++)
        {
            Try(good[..random.Next(good.Length)]);
        }

        Assert.Equal(200, refused);
        // Headers at the start of the file, section headers at its end.
        for (var i = 0; i < 2000; i++)
        {
            var damaged = (byte[])good.Clone();
            var place = random.Next(400);
            damaged[place < 200 ? place : damaged.Length - 1 - place + 200] = (byte)random.Next(256);
            damaged[random.Next(52)] = (byte)random.Next(256);
            Try(damaged);
        }

        Assert.InRange(refused, 400, 2200);
    }

    [Fact]
    public void Other_files_are_refused_by_name()
    {
        Assert.Contains("not a 32-bit", Assert.Throws<InvalidDataException>(() => ElfProgram.Parse([])).Message, StringComparison.Ordinal);
        var host = File.ReadAllBytes(Environment.ProcessPath!);
        Assert.Contains("not a 32-bit", Assert.Throws<InvalidDataException>(() => ElfProgram.Parse(host)).Message, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\s+\[\s*\d+\] (?<name>\.\S+)\s+(?<type>\S+)\s+(?<address>[0-9a-f]{8}) [0-9a-f]+ (?<size>[0-9a-f]+) [0-9a-f]+ (?<flags>[A-Zyp ]*)", RegexOptions.Multiline)]
    private static partial Regex SectionLine();

    [GeneratedRegex(@"^\s+\d+ (?<name>\.\S+)\s+[0-9a-f]{8}\s+[0-9a-f]{8}\s+(?<load>[0-9a-f]{8})", RegexOptions.Multiline)]
    private static partial Regex LoadAddressLine();

    [GeneratedRegex(@"^(?<value>[0-9a-f]{8}) (?<size>[0-9a-f]{8}) \S (?<name>\S+)$", RegexOptions.Multiline)]
    private static partial Regex SymbolLine();

    private static uint Hexadecimal(Group group) => uint.Parse(group.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static async Task<string> CompileAsync(TemporaryFolder folder)
    {
        folder.Write("main.c", "static volatile char set[100] = {1};\nstatic volatile char zeroed[50];\nint main(void) { return set[1] + zeroed[2]; }\n");
        await FirmwareSources.Toolchain.CompileAsync(FirmwareTarget.CortexM33, [folder.File("main.c")], [], folder.File("firmware.elf"));
        return folder.File("firmware.elf");
    }
}
