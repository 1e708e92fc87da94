using System.Diagnostics;

namespace MicroNas.Build.Tests.Support;

/// <summary>
/// A copy of <c>firmware/wearable</c> in a folder of its own, with a cache of its own and a search that is short enough for
/// a test. It is built by starting <c>dotnet</c>, as a user does.
/// </summary>
public sealed class WearableProject : IDisposable
{
    private const string ShortConfiguration = """
        model: wearable
        dataset:
          format: synthetic
        target: { mcu: stm32l552ze }
        budget: { latency: 25 ms, memory: 32 kB }
        search: { epochs: 1, recipe: { candidates: 4, generations: 1, folds: 2 } }
        training: { epochs: 2 }
        """;

    private readonly TemporaryFolder folder = new("micronas build ");

    public WearableProject()
    {
        var source = Repository.File("firmware", "wearable");
        File.Copy(Path.Combine(source, "main.c"), folder.File("main.c"));
        var project = File.ReadAllText(Path.Combine(source, "wearable.proj"))
            .Replace("../../build/", Repository.File("build") + "/", StringComparison.Ordinal);
        File.WriteAllText(folder.File("wearable.proj"), project);
        WriteConfiguration(ShortConfiguration);
    }

    /// <summary>Has a space in its path, as users' folders do.</summary>
    public string Folder => folder.Path;

    public string Configuration => folder.File("micronas.yaml");

    public string Output => folder.File("obj", "micronas");

    public string ReadConfiguration() => File.ReadAllText(Configuration);

    public void WriteConfiguration(string text) => File.WriteAllText(Configuration, text);

    /// <summary>Replaces the sample's <c>main.c</c>.</summary>
    public void WriteMain(string text) => File.WriteAllText(folder.File("main.c"), text);

    /// <summary>Runs <c>dotnet build</c> on the project.</summary>
    public BuildRun Build(params string[] arguments)
    {
        using var process = StartBuild(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        return new BuildRun(process.ExitCode, output);
    }

    /// <summary>Starts a build without waiting for it.</summary>
    public Process StartBuild(params string[] arguments)
    {
        var process = new Process { StartInfo = StartInfo(arguments) };
        process.Start();
        return process;
    }

    public void Dispose() => folder.Dispose();

    private ProcessStartInfo StartInfo(string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] all = ["build", Folder, "-nologo", "-tl:off", $"-p:MicroNasCacheDirectory={folder.File("cache")}", .. arguments];
        foreach (var argument in all)
        {
            info.ArgumentList.Add(argument);
        }

        // Otherwise a resident MSBuild node would keep the task's assembly open after the test.
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return info;
    }
}
