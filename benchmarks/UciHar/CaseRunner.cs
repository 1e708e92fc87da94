using System.Security.Cryptography;
using System.Text;
using MicroNas.Cli;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Pipeline.Locks;
using MicroNas.Core.Reporting;
using MicroNas.Learning;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>
/// Runs one case through the product's own pipeline. The stage cache outlives a killed run and serves all cases: those that differ
/// in the training alone share a search. Programs of other code have other caches, so that no figure comes from older code.
/// </summary>
internal sealed class CaseRunner(string data, string version, string? commit, Action<string> log)
{
    private const int NamedLayers = 3;

    private static readonly string Root = Path.Combine(Path.GetTempPath(), "micronas-uci-har");

    private static readonly string Cache = Path.Combine(Root, $"cache-{Code}");

    /// <summary>Of what computes results. The compiler makes these identities from the code, committed or not.</summary>
    public static string Code => $"{CodeOf(typeof(ModelPipeline))}-{CodeOf(typeof(LearningEngine))}";

    /// <summary>Runs a case and hands its result to <paramref name="store"/>. Null where another process runs this case now, or where it failed for a reason that another sitting may not have.</summary>
    public CaseResult? Run(UciHarCase entry, string configuration, Action<CaseResult> store)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version + configuration)))[..12];
        var folder = Path.Combine(Root, $"{entry.Id}-{hash}");
        Directory.CreateDirectory(folder);
        try
        {
            using var own = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            var yaml = Path.Combine(folder, "micronas.yaml");
            File.WriteAllText(yaml, CaseConfiguration.WithData(configuration, data));
            var blank = new CaseResult(entry, version, configuration, commit, "") { Processor = ProcessorName.OfThisMachine };
            var result = entry.Method == UciHarCase.Classical ? Classify(yaml, blank) : Search(entry, folder, yaml, blank);
            var dated = result with { Date = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm'Z'") };

            // Under the lock: another process would begin the case again before its result is there.
            store(dated);
            return dated;
        }
        catch (MicroNasException exception)
        {
            log($"{entry.Id}: {exception.Message}");
            return null;
        }
        catch (IOException exception)
        {
            log($"{entry.Id}: passed over: {exception.Message}");
            return null;
        }
    }

    private CaseResult Search(UciHarCase entry, string folder, string yaml, CaseResult blank)
    {
        var pipeline = PipelineFactory.Create(Cache, new LogObserver(entry.Id, log));
        try
        {
            // No lock file: a case that is run again would take its answer from the one that it left.
            var result = pipeline.Run(
                new PipelineRequest(yaml, Path.Combine(folder, "out"), LockMode.Ignore), StageName.Verify, CancellationToken.None);
            return Fill(blank, result.Report!);
        }
        catch (MicroNasException exception) when (exception.Diagnostics.All(diagnostic => diagnostic.Code.StartsWith("MNAS2", StringComparison.Ordinal)))
        {
            // No network keeps the budget: that is an answer too.
            return blank with { Error = string.Join(" ", exception.Diagnostics.Select(diagnostic => $"{diagnostic.Code}: {diagnostic.Message}")) };
        }
    }

    private static string CodeOf(Type type) => type.Module.ModuleVersionId.ToString("N")[..8];

    private static CaseResult Fill(CaseResult blank, ModelReport report)
    {
        var (test, cost) = (report.Test!, report.Predicted);
        return blank with
        {
            AccuracyPercent = Percent(test.Accuracy),
            MacroF1Percent = Percent(test.MacroF1),
            FloatAccuracyPercent = Percent(test.Quantization!.FloatAccuracy),
            Int8LostWindows = test.Quantization.LostWindows,
            Int8WonWindows = test.Quantization.WonWindows,
            LatencyMilliseconds = Math.Round(cost.LatencyMilliseconds, 3),
            LatencyUpperMilliseconds = Math.Round(cost.LatencyUpperMilliseconds, 3),
            MemoryBytes = cost.MemoryBytes,
            FlashBytes = cost.FlashBytes,
            MegaMultiplyAccumulates = Math.Round(cost.MultiplyAccumulates / 1e6, 3),
            SearchSeconds = report.SearchSeconds,
            TrainingSeconds = report.TrainingSeconds,
            Architecture = report.Architecture,
            CostliestLayers = [.. test.Quantization.Costliest(NamedLayers)
                .Select(layer => FormattableString.Invariant($"{layer.Layer} {layer.ScoreNoiseShare * 100:0} %"))],
        };
    }

    private static CaseResult Classify(string yaml, CaseResult blank)
    {
        var configuration = ConfigurationReader.Read(yaml);
        var dataset = DatasetLoader.Load(configuration.Options.Dataset, configuration.BaseDirectory, configuration.LocationOf);
        var (metrics, elapsed) = ClassicalBaseline.Measure(dataset);
        return blank with
        {
            AccuracyPercent = Percent(metrics.Accuracy),
            MacroF1Percent = Percent(metrics.MacroF1),
            TrainingSeconds = Math.Round(elapsed.TotalSeconds, 1),
        };
    }

    private static double Percent(double share) => Math.Round(share * 100, 3);
}
