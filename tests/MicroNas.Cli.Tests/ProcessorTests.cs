using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using MicroNas.Cli.Tests.Support;

namespace MicroNas.Cli.Tests;

/// <summary>How many cores the machine lends, and what they are able to, is no input of a model: a colleague's laptop and the build server agree.</summary>
[SupportedOSPlatform("linux")]
public sealed class ProcessorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void A_run_on_one_core_makes_the_bytes_of_a_run_on_all()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The process is pinned to a core by Linux's taskset.");
        var yaml = TinyProject.Write(folder);

        Run(Tool.StartInfo(BuildResults.Arguments(folder, yaml, "all")));
        Run(OnOneCore(Tool.StartInfo(BuildResults.Arguments(folder, yaml, "one"))));

        var results = BuildResults.Of(folder.File("all"));
        Assert.True(results.Candidates > 1);
        Assert.Equal(results.Contents, BuildResults.Of(folder.File("one")).Contents);
    }

    /// <summary>What .NET computes, without vectors and a fused product. libtorch and the C library ask the processor themselves.</summary>
    [Fact]
    public void A_run_without_vector_instructions_makes_the_bytes_of_a_run_with_all()
    {
        var yaml = TinyProject.Write(folder, searchEpochs: 1, trainingEpochs: 2);
        var scalar = Tool.StartInfo(BuildResults.Arguments(folder, yaml, "scalar"));
        scalar.Environment["DOTNET_EnableHWIntrinsic"] = "0";

        Run(Tool.StartInfo(BuildResults.Arguments(folder, yaml, "all")));
        Run(scalar);

        var results = BuildResults.Of(folder.File("all"));
        Assert.True(results.Candidates > 1);
        Assert.Equal(results.Contents, BuildResults.Of(folder.File("scalar")).Contents);
    }

    private static void Run(ProcessStartInfo info)
    {
        var run = Tool.Run(info);
        Assert.True(run.ExitCode == 0, $"exit code {run.ExitCode}: {run.Error}");
    }

    /// <summary>The first that this process may use.</summary>
    private static ProcessStartInfo OnOneCore(ProcessStartInfo info)
    {
        using var self = Process.GetCurrentProcess();
        var allowed = (long)self.ProcessorAffinity;
        info.ArgumentList.Insert(0, info.FileName);
        info.ArgumentList.Insert(0, (allowed & -allowed).ToString("x", CultureInfo.InvariantCulture));
        info.FileName = "taskset";
        return info;
    }
}
