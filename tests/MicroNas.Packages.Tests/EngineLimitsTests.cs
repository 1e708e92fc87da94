using MicroNas.Packages.Tests.Support;

namespace MicroNas.Packages.Tests;

/// <summary>What the engine may use of the machine: processors as many as the build, and no network once its packages are there.</summary>
[Collection(PackedFeedCollection.Name)]
public sealed class EngineLimitsTests(PackedFeed feed)
{
    /// <summary>Stands in for the <c>dotnet</c> that starts the engine, and takes down what the engine sees.</summary>
    private const string Host = """
        #!/bin/sh
        echo "$DOTNET_PROCESSOR_COUNT" >> "$HOST_LOG"
        exec dotnet "$@"
        """;

    [SkippableFact]
    public void The_engine_keeps_to_the_processors_of_the_build_and_models_share_them()
    {
        Skip.If(OperatingSystem.IsWindows(), "the stand-in for dotnet is a shell script");
        using var project = new PackedProject(feed);
        project.Write("model.proj", $"""<Project Sdk="MicroNas.Build/{feed.Version}" />""");
        project.WriteModel();
        project.Write("host", Host);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(project.File("host"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        project.Variables["HOST_LOG"] = project.File("host.log");
        project.Variables["DOTNET_HOST_PATH"] = project.File("host");

        Verify("-m:1");
        Verify("-m:2");
        project.Write("model.proj", $"""
            <Project Sdk="MicroNas.Build/{feed.Version}">
              <ItemGroup><MicroNasModel Include="*.yaml" /></ItemGroup>
            </Project>
            """);
        project.WriteModel("second.yaml");
        Verify("-m:2");

        Assert.Equal(["1", "2", "1", "1"], File.ReadAllLines(project.File("host.log")));

        void Verify(string processors) => project.Build("-t:MicroNasVerify", processors, $"-p:DOTNET_HOST_PATH={project.File("host")}").Succeeded();
    }

    /// <summary>In a network namespace without any interface: a search, a training and a firmware.</summary>
    [SkippableFact]
    public void A_restored_project_is_built_where_there_is_no_network()
    {
        Skip.IfNot(HasNamespaces(), "this machine lets nobody make a network namespace (unshare --net)");
        using var cache = new TemporaryFolder();
        using var project = new PackedProject(feed);
        project.Variables["MICRONAS_CACHE"] = cache.Path;
        project.WriteFirmware();
        project.WriteModel();
        project.Build("-t:MicroNasRestoreNatives").Succeeded();

        var build = project.RunProgram("unshare", "--map-root-user", "--net", "dotnet", "build", "-nologo", "-tl:off").Succeeded();

        Assert.Contains("train: no earlier result is known", build, StringComparison.Ordinal);
        Assert.Contains("12 of 12 windows equal", build, StringComparison.Ordinal);
    }

    private static bool HasNamespaces() => OperatingSystem.IsLinux() && File.Exists("/usr/bin/unshare")
        && DotNet.RunProgram("unshare", Path.GetTempPath(), new Dictionary<string, string>(), "--map-root-user", "--net", "true").ExitCode == 0;
}
