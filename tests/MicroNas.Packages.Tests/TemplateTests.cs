using MicroNas.Packages.Tests.Support;

namespace MicroNas.Packages.Tests;

/// <summary><c>dotnet new micronas-firmware</c>, and what its projects do from the first build on.</summary>
[Collection(PackedFeedCollection.Name)]
public sealed class TemplateTests(PackedFeed feed)
{
    /// <summary>One story: each step needs the state that the one before left.</summary>
    [Fact]
    public void A_new_project_is_built_rebuilt_cleaned_and_run_in_a_folder_of_any_name()
    {
        // What MSBuild and shells take for a list, an escape, a blank.
        using var project = new PackedProject(feed, "100% a;b %41 ü");
        // In the project's own folder, so that its name is in the compiler's commands.
        project.Variables["MicroNasObjectDirectory"] = "";
        project.CreateFromTemplate("-n", "Motor-Sense 2", "--mcu", "stm32l552ze");
        Assert.Contains("model: motor_sense_2", project.Read("micronas.yaml"), StringComparison.Ordinal);
        Assert.StartsWith("# yaml-language-server: $schema=micronas.schema.json", project.Read("micronas.yaml"), StringComparison.Ordinal);
        Assert.All(
            (string[])["README.md", ".gitignore", "micronas.schema.json", ".gitlab-ci.yml", Path.Combine(".github", "workflows", "build.yml")],
            name => Assert.True(File.Exists(project.File(name)), name));

        var first = project.Build().Succeeded();
        Assert.Contains("12 of 12 windows equal", first, StringComparison.Ordinal);
        Assert.Contains("Motor-Sense 2.elf", first, StringComparison.Ordinal);
        var elf = project.File("bin", "nucleo-l552ze-q", "Motor-Sense 2.elf");
        var model = File.ReadAllBytes(project.File("obj", "micronas", "model.tflite"));

        Assert.Contains("up to date: nothing to do", project.Build().Succeeded(), StringComparison.Ordinal);

        project.Write("micronas.yaml", "# a comment\n" + project.Read("micronas.yaml"));
        var commented = project.Build().Succeeded();
        Assert.Equal(5, commented.Split("[unchanged]").Length - 1);

        project.Build("-t:Clean").Succeeded();
        Assert.Empty(Directory.GetFiles(project.File("bin"), "*", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(project.File("obj", "micronas")));
        Assert.DoesNotContain("no earlier result is known", project.Build("-t:Rebuild").Succeeded(), StringComparison.Ordinal);
        Assert.True(File.Exists(elf));
        Assert.Equal(model, File.ReadAllBytes(project.File("obj", "micronas", "model.tflite")));

        Assert.Contains("12 of 12 windows equal", project.Build("-t:Run", "-p:MicroNasBoard=mps2-an505").Succeeded(), StringComparison.Ordinal);
        Assert.Contains("MNAS7106", project.Build("-t:Run").Failed(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_new_project_with_CMake_is_built_for_the_host_and_the_emulator_and_again_when_its_data_change()
    {
        Skip.IfNot(IsInstalled("cmake"), "cmake is not installed: apt-get install cmake");
        using var project = new PackedProject(feed, "cmake project");
        project.CreateFromTemplate("-n", "Motor", "--kind", "cmake", "--mcu", "stm32f446re");
        Assert.False(File.Exists(project.File("Motor.proj")));

        project.Run("tool", "restore").Succeeded();
        project.RunProgram("cmake", "--preset", "host").Succeeded();
        Assert.Contains("verify", project.RunProgram("cmake", "--build", "--preset", "host").Succeeded(), StringComparison.Ordinal);
        Assert.Contains("100% tests passed", project.RunProgram("ctest", "--preset", "host").Succeeded(), StringComparison.Ordinal);

        Assert.DoesNotContain("verify", project.RunProgram("cmake", "--build", "--preset", "host").Succeeded(), StringComparison.Ordinal);
        project.Write("micronas.yaml", "# a comment\n" + project.Read("micronas.yaml"));
        Assert.Contains("verify", project.RunProgram("cmake", "--build", "--preset", "host").Succeeded(), StringComparison.Ordinal);

        project.RunProgram("cmake", "--preset", "emulated").Succeeded();
        project.RunProgram("cmake", "--build", "--preset", "emulated").Succeeded();
        var run = project.RunProgram(
            "qemu-system-arm", "-M", "mps2-an386", "-nographic", "-monitor", "none", "-serial", "none",
            "-semihosting-config", "enable=on,target=native", "-kernel", project.File("build", "emulated", "firmware.elf"));
        Assert.Contains("12 of 12 windows equal", run.Succeeded(), StringComparison.Ordinal);
    }

    private static bool IsInstalled(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
