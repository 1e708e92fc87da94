using System.Diagnostics;
using MicroNas.Packages.Tests.Support;

namespace MicroNas.Packages.Tests;

/// <summary>The program that is made of a firmware, and when there is none.</summary>
[Collection(PackedFeedCollection.Name)]
public sealed class FirmwareProgramTests(PackedFeed feed)
{
    /// <summary>As products are: the host can neither compile nor end it.</summary>
    private const string Endless = """
        #include "wearable_model.h"
        int main(void)
        {
            for (;;) {
                __asm volatile("wfi" ::: "memory");
            }
        }
        """;

    [Fact]
    public void A_firmware_that_serves_for_ever_is_built_and_its_run_is_ended()
    {
        using var project = new PackedProject(feed);
        project.WriteModel();
        project.WriteFirmware();
        project.Write("main.c", Endless);

        Assert.Contains("host check: 12 of 12 windows equal", project.Build().Succeeded(), StringComparison.Ordinal);
        Assert.True(File.Exists(project.File("bin", "mps2-an386", "firmware.elf")));
        Assert.Matches("error MNAS7104: .* within 2 s", project.Build("-t:Run", "-p:RunTimeLimitSeconds=2").Failed());
        Assert.DoesNotContain(Process.GetProcessesByName("qemu-system-arm"), process => CommandLine(process).Contains(project.Folder, StringComparison.Ordinal));
        Assert.Matches("error MNAS7111: .*'2 s'", project.Build("-t:Run", "-p:RunTimeLimitSeconds=2 s").Failed());

        project.Write("main.c", "int main(void) { return 3; }\n");
        Assert.Matches("error MNAS7110: .*exit code 3 on the host", project.Build("-t:Run", "-p:MicroNasBoard=Host").Failed());
    }

    [Fact]
    public void Each_board_has_its_program_and_none_stays_when_the_model_cannot_be_made()
    {
        using var project = new PackedProject(feed);
        project.WriteModel();
        project.WriteFirmware();
        string[] programs = [project.File("bin", "nucleo-l552ze-q", "firmware.elf"), project.File("bin", "mps2-an505", "firmware.elf")];
        var binary = project.File("bin", "nucleo-l552ze-q", "firmware.bin");

        Assert.DoesNotContain("MNAS7061", project.Build("-p:MicroNasBoard=nucleo-l552ze-q").Succeeded(), StringComparison.Ordinal);
        project.Build("-p:MicroNasBoard=mps2-an505").Succeeded();
        Assert.All(programs, program => Assert.True(File.Exists(program), program));
        // Not compiled again for having built for another board meanwhile.
        Assert.Contains("up to date: nothing to do", project.Build("-p:MicroNasBoard=nucleo-l552ze-q").Succeeded(), StringComparison.Ordinal);
        Assert.Matches("warning MNAS7061: .* nucleo-f446re, .* for stm32l552ze", project.Build("-p:MicroNasBoard=nucleo-f446re", "-p:MicroNasMode=off").Succeeded());

        // Neither a compiler that is missing nor a touched lock makes a program stale; an edit makes every board's so.
        Assert.Contains("error MNAS7101", project.Build("-p:MicroNasBoard=mps2-an505", "-p:HostCompiler=gcc-absent").Failed(), StringComparison.Ordinal);
        File.SetLastWriteTimeUtc(project.File("micronas.lock.json"), DateTime.UtcNow);
        Assert.DoesNotContain("MNAS7060", project.Build("-p:MicroNasBoard=mps2-an505", "-p:MicroNasMode=off").Succeeded(), StringComparison.Ordinal);
        Assert.All(programs, program => Assert.True(File.Exists(program), program));
        File.WriteAllText(binary, "as Flash makes it");
        File.AppendAllText(project.File("main.c"), "/* Edited. */\n");
        project.Build("-p:MicroNasBoard=mps2-an505").Succeeded();
        Assert.False(File.Exists(programs[0]) || File.Exists(binary));

        project.Write("micronas.yaml", project.Read("micronas.yaml").Replace("25 ms", "24 ms", StringComparison.Ordinal));
        Assert.Matches(@"warning MNAS7060: .*micronas\.yaml changed", project.Build("-p:MicroNasMode=off").Succeeded());
        Assert.Contains("MNAS7203", project.Build("-p:MicroNasMode=locked").Failed(), StringComparison.Ordinal);
        Assert.All(programs, program => Assert.False(File.Exists(program), program));

        project.Build("-p:MicroNasBoard=mps2-an505").Succeeded();
        var notes = project.File("bin", "mps2-an505", "notes.txt");
        File.WriteAllText(notes, "mine");
        project.Build("-t:Clean").Succeeded();
        Assert.Equal([notes], Directory.GetFiles(project.File("bin"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_was_measured_and_what_is_to_be_committed_is_told_without_a_detailed_log()
    {
        using var project = new PackedProject(feed);
        project.WriteModel();
        project.WriteFirmware();

        Assert.Contains("micronas.lock.json is written; commit it", project.Build().Succeeded(), StringComparison.Ordinal);
        Assert.Matches(@"emulator .*: [\d.]+ ms \([\d,]+ instructions\); predicted", project.Build("-t:Measure").Succeeded());
    }

    private static string CommandLine(Process process) => File.ReadAllText($"/proc/{process.Id}/cmdline");
}
