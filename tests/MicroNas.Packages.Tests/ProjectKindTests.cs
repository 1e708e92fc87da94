using System.Text.Json;
using System.Text.RegularExpressions;
using MicroNas.Packages.Tests.Support;

namespace MicroNas.Packages.Tests;

/// <summary>The package in projects of every kind that it serves.</summary>
[Collection(PackedFeedCollection.Name)]
public sealed class ProjectKindTests(PackedFeed feed)
{
    private const string Program = """
        using System.Linq;
        using MicroNas.Models;
        public static class Program
        {
            public static int Main()
            {
                System.Console.WriteLine(string.Join(",", WearableModel.ClassNames) + " " + string.Join("x", WearableModel.InputShape));
                // What lies beyond 1.5 standard deviations counts a quarter, and beyond 5 nothing.
                return Holds(0, 0) && Holds(1, 1) && Holds(3, 1.875f) && Holds(-3, -1.875f) && Holds(9, 2.375f) && Holds(-9, -2.375f)
                    && WearableModel.Dequantize((sbyte)WearableModel.OutputZeroPoint) == 0 ? 0 : 1;
            }

            // Whether a window that lies so many standard deviations from the mean becomes that real input, everywhere.
            private static bool Holds(float standardDeviations, float input)
            {
                var window = Enumerable.Range(0, WearableModel.TimeSteps * WearableModel.Sensors)
                    .Select(i => WearableModel.Mean[i % WearableModel.Sensors] + (standardDeviations * WearableModel.StandardDeviation[i % WearableModel.Sensors])).ToArray();
                var bytes = WearableModel.Quantize(window);
                var expected = System.Math.Round(input / WearableModel.InputScale, System.MidpointRounding.AwayFromZero) + WearableModel.InputZeroPoint;
                System.Console.WriteLine(standardDeviations + " standard deviations: " + bytes[0] + ", expected " + expected);
                return bytes.All(value => value == System.Math.Max(-128, System.Math.Min(127, expected)));
            }
        }
        """;

    [Fact]
    public void A_CSharp_program_gets_a_class_of_the_model_and_a_library_for_two_frameworks_starts_the_engine_once()
    {
        using var project = new PackedProject(feed);
        project.WriteModel();
        project.Write("app/app.csproj", CSharp("net10.0", "<OutputType>Exe</OutputType>"));
        project.Write("app/Program.cs", Program);
        project.Write("library/library.csproj", CSharp(null, "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>"));
        project.Write("library/Shapes.cs", "public static class Shapes { public static int Sensors => MicroNas.Models.WearableModel.Sensors; }");

        // At design time nothing starts, and nothing is missed that was not made yet.
        project.Run("restore", "app").Succeeded();
        var atDesignTime = project.Run("msbuild", "app", "-nologo", "-t:_MicroNasAddClass", "-p:DesignTimeBuild=true", "-getItem:Compile").Succeeded();
        Assert.DoesNotContain(".g.cs\"", atDesignTime, StringComparison.Ordinal);
        Assert.False(Directory.Exists(project.File("app", "obj", "micronas")));

        project.Build("app").Succeeded();
        var run = project.Run("run", "--project", "app", "--no-build").Succeeded();
        Assert.Contains("resting,typing", run, StringComparison.Ordinal);
        Assert.Contains("1x128x6x1", run, StringComparison.Ordinal);
        Assert.Contains("-9 standard deviations: ", run, StringComparison.Ordinal);
        Assert.Contains(
            "wearable.g.cs", project.Run("msbuild", "app", "-nologo", "-t:_MicroNasAddClass", "-p:DesignTimeBuild=true", "-getItem:Compile").Succeeded(),
            StringComparison.Ordinal);

        var library = project.Build("library", "-m").Succeeded();
        Assert.Equal(2, library.Split("verify:").Length);
        Assert.True(File.Exists(project.File("library", "bin", "Debug", "netstandard2.0", "library.dll")));
        Assert.DoesNotContain("verify:", project.Build("library", "-m").Succeeded(), StringComparison.Ordinal);

        // A second model moves the files of the first; neither is compiled in twice, then or when it is gone again.
        var one = project.Read("library", "library.csproj");
        project.WriteModel("other.yaml", "other");
        project.Write("library/library.csproj", one.Replace("<MicroNasModel Include=\"../micronas.yaml\" />", "<MicroNasModel Include=\"../*.yaml\" />", StringComparison.Ordinal));
        project.Build("library", "-m").Succeeded();
        project.Write("library/library.csproj", one);
        project.Build("library", "-m").Succeeded();

        project.Build("app", "-t:Clean").Succeeded();
        Assert.False(Directory.Exists(project.File("app", "obj", "micronas")));
        project.Build("library", "-t:Clean").Succeeded();
        Assert.False(Directory.Exists(project.File("library", "obj", "micronas")));
        Assert.Single(Regex.Matches(project.Build("library", "-t:MicroNasEmit").Succeeded(), "verify:"));
    }

    [Fact]
    public void A_project_of_NoTargets_with_two_frameworks_builds_one_firmware_and_cleans_it()
    {
        using var project = new PackedProject(feed);
        project.WriteModel();
        project.WriteFirmware();
        File.Delete(project.File("firmware.proj"));
        project.Write("firmware.csproj", $"""
            <Project Sdk="Microsoft.Build.NoTargets/3.7.0">
              <PropertyGroup><TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MicroNas.Build" Version="{feed.Version}" PrivateAssets="all" />
                <FirmwareSource Include="main.c" />
              </ItemGroup>
            </Project>
            """);

        // Both frameworks share one compilation.
        Assert.Single(Regex.Matches(project.Build("-m").Succeeded(), "12 of 12 windows equal"));
        Assert.True(File.Exists(project.File("bin", "firmware", "mps2-an386", "firmware.elf")));
        Assert.Contains("up to date: nothing to do", project.Build().Succeeded(), StringComparison.Ordinal);
        project.Build("-t:Clean").Succeeded();
        Assert.False(File.Exists(project.File("bin", "firmware", "mps2-an386", "firmware.elf")));
    }

    [Fact]
    public void A_plain_project_runs_single_targets_with_what_was_put_before_and_after_and_names_its_outputs()
    {
        using var project = new PackedProject(feed);
        project.WriteModel();
        project.WriteFirmware("""
            <ItemGroup><FirmwareSource Include="main.c" /></ItemGroup>
            <Target Name="Before" BeforeTargets="MicroNasBeforeEmit"><Message Importance="high" Text="before emit" /></Target>
            <Target Name="After" AfterTargets="MicroNasAfterEmit"><Message Importance="high" Text="after emit: @(MicroNasGeneratedFile->Count())" /></Target>
            """);

        var emit = project.Run("msbuild", "-nologo", "-tl:off", "-t:MicroNasEmit").Succeeded();
        var (before, verified, after) = (emit.IndexOf("before emit", StringComparison.Ordinal), emit.IndexOf("verify:", StringComparison.Ordinal), emit.IndexOf("after emit: 10\n", StringComparison.Ordinal));
        Assert.True(0 <= before && before < verified && verified < after, emit);

        var outputs = project.Run("msbuild", "-nologo", "-getTargetResult:MicroNasGetOutputs").Succeeded();
        using var json = JsonDocument.Parse(outputs);
        var names = json.RootElement.GetProperty("TargetResults").GetProperty("MicroNasGetOutputs").GetProperty("Items").EnumerateArray()
            .Select(item => Path.GetFileName(item.GetProperty("FullPath").GetString()!)).ToArray();
        Assert.Contains("wearable_model.c", names);
        Assert.Contains("model.tflite", names);

        var verbs = project.Build("-t:MicroNasSearch;MicroNasTrain;MicroNasVerify").Succeeded();
        Assert.Equal(4, verbs.Split("search: ").Length);
        Assert.Equal(2, verbs.Split("verify: ").Length);
    }

    [Fact]
    public void Without_the_ARM_compiler_the_code_is_checked_on_the_host_and_a_warning_says_so()
    {
        using var project = new PackedProject(feed);
        project.WriteModel();
        project.WriteFirmware();

        var build = project.Build("-p:TargetCompiler=arm-none-eabi-absent").Succeeded();

        Assert.Contains("warning MNAS7056", build, StringComparison.Ordinal);
        Assert.Contains("12 of 12 windows equal", build, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(project.File("bin"), "*", SearchOption.AllDirectories));

        // The host is a board: the same program, where it is to run.
        Assert.Contains("summary: 12 of 12 windows equal", project.Build("-t:Run", "-p:MicroNasBoard=host").Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public void Flashing_takes_a_command_of_ones_own_and_says_what_is_missing_otherwise()
    {
        using var project = new PackedProject(feed);
        project.WriteModel();
        project.WriteFirmware("""
            <PropertyGroup>
              <MicroNasBoard>nucleo-f446re</MicroNasBoard>
              <FlashCommand Condition="'$(Fails)' == '' and '$(FlashTool)' == ''">cmp "$FIRMWARE_ELF" "bin/nucleo-f446re/firmware.elf" &amp;&amp; test -s "$FIRMWARE_BIN" &amp;&amp; echo flashed</FlashCommand>
              <FlashCommand Condition="'$(Fails)' != ''">exit 7</FlashCommand>
            </PropertyGroup>
            <Target Name="Hint" AfterTargets="MicroNasBeforeFlash"><Message Importance="high" Text="connect the board" /></Target>
            <ItemGroup><FirmwareSource Include="main.c" /></ItemGroup>
            """);

        Assert.Matches("(?ms)connect the board.*^ *flashed", project.Build("-t:Flash").Succeeded());
        Assert.Matches("error MNAS7122: .*exit code 7", project.Build("-t:Flash", "-p:Fails=true").Failed());
        Assert.Matches("error MNAS7121: .*'wand'", project.Build("-t:Flash", "-p:FlashTool=wand").Failed());
        project.Variables["PATH"] = Path.GetDirectoryName(Environment.ProcessPath)! + ":/bin:/usr/bin";
        if (!((string[])["/bin/bossac", "/usr/bin/bossac"]).Any(File.Exists))
        {
            Assert.Contains("error MNAS7120", project.Build("-t:Flash", "-p:FlashTool=bossac").Failed(), StringComparison.Ordinal);
        }
    }

    private string CSharp(string? framework, string properties) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>{(framework is null ? "" : $"<TargetFramework>{framework}</TargetFramework>")}{properties}</PropertyGroup>
          <ItemGroup>
            <PackageReference Include="MicroNas.Build" Version="{feed.Version}" PrivateAssets="all" />
            <MicroNasModel Include="../micronas.yaml" />
          </ItemGroup>
        </Project>
        """;
}
