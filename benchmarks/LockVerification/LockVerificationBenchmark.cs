using System.Diagnostics;
using MathNet.Numerics.Statistics;
using MicroNas.Cli;
using MicroNas.Core.Pipeline;

namespace MicroNas.Benchmarks.LockVerification;

/// <summary>
/// <c>micronas build --locked</c> as a process of its own: in a fresh clone with an empty cache, again in the same clone, and
/// with a changed limit, which it refuses. The data is UCI-HAR, and the same beside a file of 1 GB that has to be hashed too.
/// </summary>
public sealed class LockVerificationBenchmark : IBenchmark
{
    private const int Rounds = 7;
    private const double SecondsGoal = 2;
    private const int BallastMegabytes = 1000;

    public string Name => "lock-verification";

    public string Description => "Seconds that mode locked takes in a fresh clone, in a clone that was built before, and to refuse a change.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        var dataset = DataFolder.Require(data, "uci-har");
        var folder = Directory.CreateTempSubdirectory("micronas-lock");
        try
        {
            var yaml = Path.Combine(folder.FullName, "micronas.yaml");
            var copy = Copy(dataset, folder.CreateSubdirectory("data").FullName);
            File.WriteAllText(yaml, Configuration(limit: 50));
            log("making the lock: a search of one epoch");
            PipelineFactory.Create(Path.Combine(folder.FullName, "cache"), new LogObserver("lock", _ => { }))
                .Run(new PipelineRequest(yaml, Path.Combine(folder.FullName, "out")), StageName.Verify, CancellationToken.None);
            var plain = Measure("UCI-HAR", yaml, folder, log);
            var ballast = new byte[1_000_000];
            new Random(1).NextBytes(ballast);
            using (var file = File.Create(Path.Combine(copy, "recordings.bin")))
            {
                for (var megabyte = 0; megabyte < BallastMegabytes; megabyte++)
                {
                    file.Write(ballast);
                }
            }

            PipelineFactory.Create(Path.Combine(folder.FullName, "cache"), new LogObserver("lock", _ => { }))
                .Run(new PipelineRequest(yaml, Path.Combine(folder.FullName, "out")), StageName.Verify, CancellationToken.None);
            var large = Measure("UCI-HAR and 1 GB", yaml, folder, log);
            return new BenchmarkResult(
                Name,
                [
                    Figure.AtMost("fresh clone, median", plain.Fresh, "s", SecondsGoal),
                    Figure.AtMost("built before, median", plain.Again, "s", SecondsGoal),
                    Figure.AtMost("a changed input refused, median", plain.Refused, "s", SecondsGoal),
                    new Figure("fresh clone with 1 GB more data, median", large.Fresh, "s"),
                    Figure.AtMost("built before with 1 GB more data, median", large.Again, "s", SecondsGoal),
                ],
                [Row("UCI-HAR", plain), Row("UCI-HAR and 1 GB", large)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (double Fresh, double Again, double Refused) Measure(string name, string yaml, DirectoryInfo folder, Action<string> log)
    {
        var (fresh, again, refused) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var place = Path.Combine(folder.FullName, "clone");
            fresh.Add(Time(yaml, place, expected: ExitCode.Success));

            // Younger files are read again in any case.
            Thread.Sleep(TimeSpan.FromSeconds(4));
            Time(yaml, place, expected: ExitCode.Success);
            again.Add(Time(yaml, place, expected: ExitCode.Success));
            File.WriteAllText(yaml, Configuration(limit: 40));
            refused.Add(Time(yaml, place, expected: ExitCode.Failed));
            File.WriteAllText(yaml, Configuration(limit: 50));
            Directory.Delete(place, recursive: true);
            log(FormattableString.Invariant($"{name}: fresh {fresh[^1]:0.00} s, again {again[^1]:0.00} s, refused {refused[^1]:0.00} s"));
        }

        return (fresh.Median(), again.Median(), refused.Median());
    }

    private static double Time(string yaml, string place, ExitCode expected)
    {
        var info = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "micronas.dll"), "build", yaml, "--locked",
                "--output", Path.Combine(place, "out"), "--cache", Path.Combine(place, "cache"),
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == (int)expected
            ? watch.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"exit code {process.ExitCode}: {error.Result}");
    }

    private static string Copy(string source, string target)
    {
        foreach (var path in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        return target;
    }

    private static SortedDictionary<string, object> Row(string name, (double Fresh, double Again, double Refused) seconds) => new(StringComparer.Ordinal)
    {
        ["data"] = name,
        ["fresh s"] = seconds.Fresh,
        ["again s"] = seconds.Again,
        ["refused s"] = seconds.Refused,
    };

    private static string Configuration(int limit) => FormattableString.Invariant($$"""
        model: uci_har
        dataset: { path: data, rate: 50 Hz }
        target: { mcu: stm32l552ze }
        budget: { latency: {{limit}} ms }
        search: { method: paper, epochs: 1 }
        training: { epochs: 1 }
        """);
}
