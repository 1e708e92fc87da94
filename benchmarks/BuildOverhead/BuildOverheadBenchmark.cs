using System.Diagnostics;

namespace MicroNas.Benchmarks.BuildOverhead;

/// <summary>
/// What the packed package adds to a build in which nothing changed, against the same C# project without it, alternating; and the packages' sizes. The
/// model is a small one, made before the clock starts.
/// </summary>
public sealed class BuildOverheadBenchmark : IBenchmark
{
    private const int Pairs = 15;
    private const double OverheadGoalSeconds = 0.4;
    private const double RatioGoal = 1.3;
    private const double SizeGoalMegabytes = 8;

    public string Name => "build-overhead";

    public string Description => "An unchanged build with the package against the same project without it; the packages' sizes.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        var folder = Directory.CreateTempSubdirectory("micronas-build-overhead").FullName;
        try
        {
            var version = $"0.1.0-benchmark.{Guid.NewGuid():N}";
            var feed = Path.Combine(folder, "feed");
            foreach (var project in (string[])["src/MicroNas.Build", "src/MicroNas.Cli", "templates"])
            {
                log($"packing {project}");
                DotNet(folder, folder, "pack", Path.Combine(RepositoryFolder.Find(), project), "-c", "Release", "-nologo", "-v:q", "-o", feed, $"-p:PackageVersion={version}");
            }

            WriteProjects(folder, feed, version);
            var (plain, with) = (Path.Combine(folder, "plain"), Path.Combine(folder, "with"));
            log("first builds");
            Build(folder, plain);
            Build(folder, with);
            var rows = new List<SortedDictionary<string, object>>();
            for (var pair = 1; pair <= Pairs; pair++)
            {
                var (withoutPackage, withPackage) = (Build(folder, plain), Build(folder, with));
                log(FormattableString.Invariant($"pair {pair}: {withoutPackage:F2} s without, {withPackage:F2} s with"));
                rows.Add(new(StringComparer.Ordinal) { ["pair"] = pair, ["without s"] = Math.Round(withoutPackage, 3), ["with s"] = Math.Round(withPackage, 3) });
            }

            var (without, packaged) = (Median(rows, "without s"), Median(rows, "with s"));
            return new BenchmarkResult(
                Name,
                [
                    Figure.AtMost("overhead of an unchanged build, difference of medians", packaged - without, "s", OverheadGoalSeconds),
                    Figure.AtMost("overhead of an unchanged build, ratio of medians", packaged / without, "x", RatioGoal),
                    Figure.AtMost("size of MicroNas.Build", Megabytes(feed, "MicroNas.Build", version), "MB", SizeGoalMegabytes),
                    new Figure("size of MicroNas.Tool", Megabytes(feed, "MicroNas.Tool", version), "MB"),
                    new Figure("size of MicroNas.Templates", Megabytes(feed, "MicroNas.Templates", version), "MB"),
                ],
                rows);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void WriteProjects(string folder, string feed, string version)
    {
        Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="local" value="{feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="user" value="{UserPackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        foreach (var (name, reference) in ((string, string)[])[("plain", ""), ("with", $"""<ItemGroup><PackageReference Include="MicroNas.Build" Version="{version}" /></ItemGroup>""")])
        {
            Write($"{name}/{name}.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>
                  {reference}
                </Project>
                """);
            Write($"{name}/Program.cs", "System.Console.WriteLine(\"done\");");
        }

        Write("with/micronas.yaml", """
            model: wearable
            dataset: { format: synthetic }
            target: { mcu: stm32l552ze }
            budget: { latency: 25 ms, memory: 32 kB }
            search: { method: scaled }
            training: { epochs: 1 }
            """);

        void Write(string name, string text)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    private static string UserPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static double Median(IEnumerable<SortedDictionary<string, object>> rows, string column)
    {
        var values = rows.Select(row => (double)row[column]).Order().ToArray();
        return values[values.Length / 2];
    }

    private static double Megabytes(string feed, string id, string version) => new FileInfo(Path.Combine(feed, $"{id}.{version}.nupkg")).Length / 1e6;

    /// <summary>Seconds of a build.</summary>
    private static double Build(string root, string project)
    {
        var watch = Stopwatch.StartNew();
        DotNet(root, project, "build", "-nologo", "-v:q");
        return watch.Elapsed.TotalSeconds;
    }

    private static void DotNet(string root, string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = directory, RedirectStandardOutput = true };
        start.Environment["MICRONAS_CACHE"] = Path.Combine(root, "cache");
        start.Environment.Remove("CI");
        if (arguments[0] == "build")
        {
            start.Environment["NUGET_PACKAGES"] = Path.Combine(root, "packages");
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with exit code {process.ExitCode}:\n{output}");
        }
    }
}
