using MicroNas.Packages.Tests.Support;

namespace MicroNas.Packages.Tests;

/// <summary>More than one model in a project, and more than one build of the same model.</summary>
[Collection(PackedFeedCollection.Name)]
public sealed class SeveralModelsTests(PackedFeed feed)
{
    private const string TwoModels = """
        <ItemGroup>
          <FirmwareSource Include="main.c" />
          <MicroNasModel Include="models/*.yaml" />
        </ItemGroup>
        """;

    [Fact]
    public void Two_models_are_made_side_by_side_and_only_the_changed_one_again()
    {
        using var project = new PackedProject(feed);
        project.WriteFirmware(TwoModels);
        project.WriteModel("models/wearable.yaml");
        project.WriteModel("models/motor.yaml", "motor");

        var first = project.Build("-m").Succeeded();
        Assert.Matches(@"host check of motor: 12 of 12 windows equal", first);
        Assert.Matches(@"(?m)^ *\[motor\] verify: ", first);
        Assert.Matches(@"(?m)^ *\[wearable\] verify: ", first);
        Assert.True(File.Exists(project.File("obj", "micronas", "wearable", "wearable_model.c")));
        Assert.True(File.Exists(project.File("obj", "micronas", "motor", "motor_model.c")));
        Assert.Contains("up to date: nothing to do", project.Build("-m").Succeeded(), StringComparison.Ordinal);

        project.WriteModel("models/motor.yaml", "motor", "# a comment\n" + PackedProject.ShortWork);
        Assert.Equal(2, project.Build("-m").Succeeded().Split("verify:").Length);

        // The same file name in two folders is two models; the same name given twice is none.
        project.Write("firmware.proj", project.Read("firmware.proj").Replace(
            "<MicroNasModel Include=\"models/*.yaml\" />", "<MicroNasModel Include=\"models/*.yaml\" Name=\"same\" />", StringComparison.Ordinal));
        Assert.Matches("error MNAS7070: 2 models would write to the same folder", project.Build().Failed());
    }

    /// <summary>An editor's build beside one of the command line, say.</summary>
    [Fact]
    public void Builds_of_one_project_at_once_do_not_harm_each_other()
    {
        using var project = new PackedProject(feed);
        project.WriteModel();
        project.WriteFirmware();
        for (var round = 0; round < 3; round++)
        {
            File.AppendAllText(project.File("main.c"), "/* Edited. */\n");
            var running = Enumerable.Range(0, 3).Select(_ => project.StartBuild()).ToArray();
            var outputs = running.Select(process => Task.Run(() => Support.DotNet.Finish(process))).Select(task => task.Result.Succeeded()).ToArray();

            Assert.DoesNotContain(outputs, output => output.Contains("warning", StringComparison.Ordinal));
            Assert.Equal([project.File("bin", "mps2-an386", "firmware.elf")], Directory.GetFiles(project.File("bin", "mps2-an386")));
            Assert.Empty(Directory.GetFiles(project.File("obj", "micronas"), "*.part*"));
        }

        Assert.Contains("12 of 12 windows equal", project.Build("-t:Run").Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Long")]
    public void Twenty_builds_at_once_on_one_cache_do_the_work_once()
    {
        const int builds = 20;
        using var cache = new TemporaryFolder();
        var projects = Enumerable.Range(0, builds).Select(_ => new PackedProject(feed)).ToArray();
        try
        {
            foreach (var project in projects)
            {
                project.Variables["MICRONAS_CACHE"] = cache.Path;
                project.Write("model.proj", $"""<Project Sdk="MicroNas.Build/{feed.Version}" />""");
                project.WriteModel();
            }

            var running = projects.Select(project => project.StartBuild("-t:MicroNasEmit", "-m:1", "-v:n")).ToArray();
            var outputs = running.Select(process => Task.Run(() => Support.DotNet.Finish(process))).Select(task => task.Result.Succeeded()).ToArray();

            Assert.Equal(1, outputs.Sum(output => output.Split("train: no earlier result is known").Length - 1));
            Assert.Equal(1, outputs.Sum(output => output.Split("search: no earlier result is known").Length - 1));
            Assert.Contains(outputs, output => projects.Any(other => output.Contains($"waiting for the build of {other.File("micronas.yaml")} (process ", StringComparison.Ordinal)));
            var models = projects.Select(project => Convert.ToHexString(File.ReadAllBytes(project.File("obj", "micronas", "model.tflite")))).Distinct();
            Assert.Single(models);
            Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(cache.Path, "*.tmp", SearchOption.AllDirectories), _ => true);
        }
        finally
        {
            foreach (var project in projects)
            {
                project.Dispose();
            }
        }
    }
}
