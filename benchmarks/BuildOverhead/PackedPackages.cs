using System.Diagnostics;

namespace MicroNas.Benchmarks.BuildOverhead;

/// <summary>The packages, packed into a local feed below a folder for temporary files, and projects beside it that use them.</summary>
internal sealed class PackedPackages : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("micronas-build-overhead").FullName;

    public PackedPackages(Action<string> log)
    {
        foreach (var project in (string[])["src/MicroNas.Build", "src/MicroNas.Cli", "templates"])
        {
            log($"packing {project}");
            Run(folder, "pack", Path.Combine(RepositoryFolder.Find(), project), "-c", "Release", "-nologo", "-v:q", "-o", Feed, $"-p:PackageVersion={Version}");
        }

        Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="local" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="user" value="{UserPackages}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    /// <summary>One that no package folder of the machine can have.</summary>
    public string Version { get; } = $"0.1.0-benchmark.{Guid.NewGuid():N}";

    private string Feed => Path.Combine(folder, "feed");

    private static string UserPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public string File(params string[] parts) => Path.Combine([folder, .. parts]);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
    }

    /// <summary>A yaml of the synthetic data whose network is scaled to the limits and trained for a moment, or as <paramref name="work"/> says.</summary>
    public void WriteModel(string project, string work = "search: { method: scaled }\ntraining: { epochs: 1 }") => Write($"{project}/micronas.yaml", $$"""
        model: wearable
        dataset: { format: synthetic }
        target: { mcu: stm32l552ze }
        budget: { latency: 25 ms, memory: 32 kB }
        {{work}}
        """);

    /// <summary>Size of a package in megabytes of 10^6 bytes.</summary>
    public double Megabytes(string id) => new FileInfo(Path.Combine(Feed, $"{id}.{Version}.nupkg")).Length / 1e6;

    /// <summary>Seconds that <c>dotnet</c> takes.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public double Time(string project, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        Run(File(project), arguments);
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>As a user at a desk starts it, in a project's folder.</summary>
    /// <param name="project">Folder of the project.</param>
    /// <param name="cache">Name of the stage cache.</param>
    /// <param name="continuousIntegration">As a CI service does.</param>
    /// <param name="arguments">Of <c>dotnet</c>.</param>
    public Process Start(string project, string cache, bool continuousIntegration, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = project, RedirectStandardOutput = true };
        start.Environment["MICRONAS_CACHE"] = File(cache);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment.Remove("CI");
        if (continuousIntegration)
        {
            start.Environment["CI"] = "true";
        }

        if (arguments[0] == "build")
        {
            start.Environment["NUGET_PACKAGES"] = File("packages");
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for the end of a process and returns its output.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"dotnet {string.Join(' ', process.StartInfo.ArgumentList)} ended with exit code {process.ExitCode}:\n{output}");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Run(string directory, params string[] arguments)
    {
        using var process = Start(directory, "cache", continuousIntegration: false, arguments);
        Finish(process);
    }
}
