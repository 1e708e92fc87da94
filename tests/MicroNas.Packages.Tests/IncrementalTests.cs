using System.Globalization;
using System.Text;
using MicroNas.Packages.Tests.Support;

namespace MicroNas.Packages.Tests;

/// <summary>What a build notices of files that change, whatever their time says, and when they change.</summary>
[Collection(PackedFeedCollection.Name)]
public sealed class IncrementalTests(PackedFeed feed)
{
    private const string UpToDate = "up to date: nothing to do";
    private const string Configuration = """
        model: wearable
        dataset: { path: data, rate: 50 Hz, window: 16 }
        target: { mcu: stm32l552ze }
        budget: { latency: 25 ms }
        search: { method: scaled }
        training: { epochs: 1 }
        """;

    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>One story: each step needs the state that the one before left.</summary>
    [Fact]
    public void Every_change_of_data_yaml_and_sources_is_noticed_and_nothing_else()
    {
        using var project = new PackedProject(feed);
        project.Write("micronas.yaml", Configuration);
        project.Write("data/first.csv", Recordings(1));
        project.Write("data/more/second.csv", Recordings(2));
        project.WriteFirmware("""<ItemGroup><FirmwareSource Include="main.c;source/*.c" /></ItemGroup>""");
        project.Write("source/app.c", "#include \"app.h\"\nint app_value(void) { return APP_VALUE; }\n");
        project.Write("source/app.h", "#define APP_VALUE 1\nint app_value(void);\n");
        project.Build().Succeeded();
        Assert.Contains(UpToDate, project.Build().Succeeded(), StringComparison.Ordinal);

        // Replaced by an older file, as a copy with its times is.
        Replace("micronas.yaml", Configuration.Replace("25 ms", "20 ms", StringComparison.Ordinal));
        Assert.Contains("'budget.latency' changed: 25 -> 20", Emit(), StringComparison.Ordinal);
        Replace("data/first.csv", Recordings(3));
        Assert.Contains("dataset: input", Emit(), StringComparison.Ordinal);
        project.Write("data/more/third.csv", Recordings(4));
        Assert.Contains("dataset: input", Emit(), StringComparison.Ordinal);
        project.Build().Succeeded();
        Assert.Contains(UpToDate, project.Build().Succeeded(), StringComparison.Ordinal);

        // A header that only a source in a folder includes; a source that came with an old time; one that went.
        Replace("source/app.h", "#error changed\n");
        Assert.Contains("#error changed", project.Build().Failed(), StringComparison.Ordinal);
        Assert.False(File.Exists(project.File("bin", "mps2-an386", "firmware.elf")));
        Replace("source/app.h", "#define APP_VALUE 2\nint app_value(void);\n");
        Assert.DoesNotContain(UpToDate, project.Build().Succeeded(), StringComparison.Ordinal);
        Replace("source/late.c", "#error late\n");
        Assert.Contains("#error late", project.Build().Failed(), StringComparison.Ordinal);
        File.Delete(project.File("source", "late.c"));
        project.Build().Succeeded();
        File.Delete(project.File("source", "app.c"));
        Assert.DoesNotContain(UpToDate, project.Build().Succeeded(), StringComparison.Ordinal);
        Assert.Contains(UpToDate, project.Build().Succeeded(), StringComparison.Ordinal);

        // The old program must not be taken for the new one.
        File.AppendAllText(project.File("main.c"), "\n");
        Assert.Contains("warning MNAS7056", project.Build("-p:TargetCompiler=arm-none-eabi-absent").Succeeded(), StringComparison.Ordinal);
        Assert.False(File.Exists(project.File("bin", "mps2-an386", "firmware.elf")));

        string Emit() => project.Build("-t:MicroNasEmit").Succeeded();

        void Replace(string name, string text)
        {
            project.Write(name, text);
            File.SetLastWriteTimeUtc(project.File(name), LongAgo);
        }
    }

    [Fact]
    public void An_edit_while_the_engine_works_counts_for_the_next_build()
    {
        using var project = new PackedProject(feed);
        using var cache = new TemporaryFolder();
        project.Variables["MICRONAS_CACHE"] = cache.Path;
        project.WriteModel();
        project.Write("model.proj", $"""
            <Project Sdk="MicroNas.Build/{feed.Version}" />
            """);
        using (var build = project.StartBuild("-t:MicroNasEmit"))
        {
            while (build.StandardOutput.ReadLine() is { } line && !line.Contains("train: ", StringComparison.Ordinal))
            {
            }

            project.Write("micronas.yaml", project.Read("micronas.yaml").Replace("25 ms", "20 ms", StringComparison.Ordinal));
            DotNet.Finish(build).Succeeded();
        }

        Assert.Contains("'budget.latency' changed: 25 -> 20", project.Build("-t:MicroNasEmit").Succeeded(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Locked")]
    [InlineData("locked")]
    public void In_mode_locked_no_target_searches(string mode)
    {
        using var project = new PackedProject(feed);
        project.WriteModel();
        project.Write("model.proj", $"""
            <Project Sdk="MicroNas.Build/{feed.Version}" />
            """);
        foreach (var target in (string[])["MicroNasEmit", "MicroNasSearch", "MicroNasTrain", "Measure"])
        {
            Assert.Matches("error MNAS72", project.Build($"-t:{target}", $"-p:MicroNasMode={mode}").Failed());
        }

        project.Variables["TF_BUILD"] = "True";
        Assert.Matches("error MNAS72", project.Build("-t:MicroNasEmit").Failed());
        Assert.False(File.Exists(project.File("micronas.lock.json")));
    }

    /// <summary>Two classes that a small network tells apart, some hundred samples.</summary>
    private static string Recordings(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("x,y,label,recording\n");
        for (var recording = 0; recording < 6; recording++)
        {
            for (var sample = 0; sample < 160; sample++)
            {
                var value = Math.Sin(sample * (recording % 2 == 0 ? 0.2 : 1.1)) + (0.1 * random.NextDouble());
                text.Append(CultureInfo.InvariantCulture, $"{value:0.000},{random.NextDouble():0.000},{(recording % 2 == 0 ? "slow" : "fast")},{(seed * 100) + recording}\n");
            }
        }

        return text.ToString();
    }
}
