using System.Text.RegularExpressions;
using MicroNas.Build.Tests.Support;

namespace MicroNas.Build.Tests;

/// <summary>A firmware of one's own, without a model, through <c>dotnet build</c> for boards of several sizes.</summary>
public sealed class BoardBuildTests
{
    private const string Main = """
        #include "board.h"
        static const char constants[20000] = {1};
        static volatile char variables[14000];
        int main(void) { board_print("done\n"); return constants[(int)variables[0] + 1]; }
        """;

    [Fact]
    public void A_firmware_is_built_for_boards_that_it_fits_and_refused_with_the_numbers_for_others()
    {
        using var project = new WearableProject();
        project.WriteMain(Main);
        var elf = Path.Combine(project.Folder, "bin", "portenta-h7", "wearable.elf");

        var portenta = Build(project, "portenta-h7");
        Assert.True(portenta.ExitCode == 0, portenta.Output);
        Assert.Matches(@"flash 2\d,\d{3} of 786,432 B \(\d\.\d %\), RAM 18,\d{3} of 524,288 B \(3\.5 %\), of which stack 4,096 B", portenta.Output);
        Assert.True(File.Exists(elf));
        Assert.Contains("up to date", Build(project, "portenta-h7").Output, StringComparison.Ordinal);

        var small = Build(project, "microbit");
        Assert.NotEqual(0, small.ExitCode);
        Assert.Matches(
            @"error MNAS7107: The firmware does not fit microbit: it needs 18,\d{3} B of RAM \(14,\d{3} B of variables and 4,096 B for the stack\) and there are 16,384 B; the largest there: variables 14,000 B \(\.bss\)",
            small.Output);
        Assert.DoesNotContain("of flash and there are", small.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(project.Folder, "bin", "microbit")));
        Assert.True(File.Exists(elf), "a program for another board is not touched");

        // Refused again, not taken for up to date; less stack makes room.
        Assert.Contains("MNAS7107", Build(project, "microbit").Output, StringComparison.Ordinal);
        var run = Build(project, "microbit", "-p:MicroNasStackSize=2048", "-t:Run");
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Matches(@"RAM 16,\d{3} of 16,384 B \(9\d\.\d %\), of which stack 2,048 B", run.Output);
        Assert.Single(Regex.Matches(run.Output, "^ *done", RegexOptions.Multiline));
    }

    [Fact]
    public void A_board_that_cannot_be_emulated_or_is_unknown_is_refused_before_anything_runs()
    {
        using var project = new WearableProject();

        var run = project.Build("-p:MicroNasBoard=nucleo-f446re", "-t:Run");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("error MNAS7106: nucleo-f446re cannot be emulated", run.Output, StringComparison.Ordinal);
        var unknown = project.Build("-p:MicroNasBoard=nucleo");
        Assert.NotEqual(0, unknown.ExitCode);
        Assert.Matches("error MNAS7057: .*'nucleo'.*microbit, .*portenta-h7", unknown.Output);
        Assert.DoesNotContain("search", run.Output + unknown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_runtime_is_compiled_once_while_the_firmware_is_edited_and_again_where_its_objects_are_damaged()
    {
        using var project = new WearableProject();
        project.WriteMain(Main);
        Assert.Equal(0, Build(project, "portenta-h7").ExitCode);
        var objects = Path.Combine(project.Folder, "obj", "micronas", "objects");
        var kept = Directory.GetFiles(objects, "*.o", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);
        Assert.InRange(kept.Count, 30, 80);

        project.WriteMain(Main.Replace("done", "edited", StringComparison.Ordinal));
        Assert.Equal(0, Build(project, "portenta-h7").ExitCode);
        Assert.All(kept, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(file.Key)));

        var damaged = kept.Keys.Order(StringComparer.Ordinal).ElementAt(kept.Count / 2);
        File.WriteAllBytes(damaged, []);
        project.WriteMain(Main);
        var again = Build(project, "portenta-h7");
        Assert.True(again.ExitCode == 0, again.Output);
        Assert.False(File.Exists(damaged));
        Assert.Equal(kept.Count, Directory.GetFiles(objects, "*.o", SearchOption.AllDirectories).Length);

        // As after a power failure.
        var list = Directory.GetFiles(objects, "inputs.txt", SearchOption.AllDirectories).Single();
        File.WriteAllText(list, "");
        project.WriteMain(Main.Replace("done", "edited", StringComparison.Ordinal));
        Assert.Equal(0, Build(project, "portenta-h7").ExitCode);
        Assert.Equal(2 * kept.Count, Directory.GetFiles(objects, "*.o", SearchOption.AllDirectories).Length);

        // An option of the compiler makes other objects.
        Assert.Equal(0, Build(project, "portenta-h7", "-p:MicroNasFirmwareFlags=-std=c11 -Os -ffunction-sections").ExitCode);
        Assert.Equal(2, Directory.GetDirectories(objects).Length);
    }

    [Fact]
    public void Objects_depend_on_what_the_compiler_read_for_them_and_foreign_folders_stay()
    {
        using var project = new WearableProject();
        project.WriteMain(Main);
        // Found by the flags alone, from the project's folder; and with it another file.
        Write("config.h", "#include \"level.h\"\n");
        Write("level.h", "#define LEVEL 1\n");
        var foreign = Directory.CreateDirectory(Path.Combine(project.Folder, "objects", "downloaded.part"));
        foreign.LastWriteTimeUtc = DateTime.UtcNow.AddDays(-9);

        Assert.Equal(1, Variants());
        Write("level.h", "#define LEVEL 2\n");
        Assert.Equal(2, Variants());
        Write("level.h", "#define LEVEL 1\n");
        Assert.Equal(2, Variants());
        Assert.True(foreign.Exists);

        void Write(string name, string text)
        {
            File.WriteAllText(Path.Combine(project.Folder, name), text);
            // What changes while a build looks is not kept.
            File.SetLastWriteTimeUtc(Path.Combine(project.Folder, name), DateTime.UtcNow.AddSeconds(-2 - text.Length));
            project.WriteMain(Main + $"/* {Guid.NewGuid()} */\n");
        }

        int Variants()
        {
            var build = Build(project, "portenta-h7", "-p:MicroNasFirmwareFlags=-std=c11 -O2 -ffunction-sections -include config.h", "-p:MicroNasObjectDirectory=objects");
            Assert.True(build.ExitCode == 0, build.Output);
            return Directory.GetFiles(Path.Combine(project.Folder, "objects"), "micronas_tile.o", SearchOption.AllDirectories).Length;
        }
    }

    [Fact]
    public void A_folder_of_objects_that_cannot_be_written_is_named_and_there_is_no_program()
    {
        using var project = new WearableProject();
        project.WriteMain(Main);
        File.WriteAllText(Path.Combine(project.Folder, "taken"), "a file");

        var build = Build(project, "portenta-h7", "-p:MicroNasObjectDirectory=taken");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Matches(@"taken.*error MNAS7112: The compiled runtime cannot be kept here", build.Output);
        Assert.Empty(Directory.GetFiles(Path.Combine(project.Folder, "bin"), "*", SearchOption.AllDirectories));
    }

    private static BuildRun Build(WearableProject project, string board, params string[] arguments) =>
        project.Build(["-p:MicroNasMode=off", $"-p:MicroNasBoard={board}", .. arguments]);
}
