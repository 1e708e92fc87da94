using System.Security.Cryptography;
using System.Text;
using MicroNas.Benchmarks.UciHar;
using MicroNas.Learning;

namespace MicroNas.Benchmarks.Retraining;

/// <summary>
/// The networks that cases of <c>uci-har</c> found, trained anew: by seeds that did not choose them, by another recipe, or tested on other
/// people. What one training cannot tell from luck, several can.
/// </summary>
public sealed class RetrainingBenchmark : IBenchmark
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "micronas-retrain");

    public string Name => "retrain";

    public string Description => "Networks of uci-har trained anew; resumable. MICRONAS_RETRAIN_CASES, _SEEDS, _TEST, _TRAINING, _DATASET choose which and how.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        var settings = RetrainingSettings.FromEnvironment();
        var store = new CaseStore(UciHarSettings.CommittedFolder());
        var networks = CaseGrid.All.Where(entry => entry.Matches(settings.Cases)).Select(store.TryRead).OfType<CaseResult>().Where(found => found.Architecture is not null).ToList();
        if (networks.Count == 0)
        {
            throw new MissingDataException($"No result in {store.Folder} is of a case that MICRONAS_RETRAIN_CASES names ({string.Join(", ", settings.Cases)}).");
        }

        if (settings.Test == TestPeople.Drawn && networks.FirstOrDefault(found => found.Case.Dataset != CaseGrid.UciHar) is { } other)
        {
            throw new MissingDataException($"MICRONAS_RETRAIN_TEST=drawn is for people of {CaseGrid.UciHar}; MICRONAS_RETRAIN_CASES names {other.Case.Id} too.");
        }

        data = Path.GetFullPath(data);
        Directory.CreateDirectory(Root);
        var training = new NetworkTraining(data, Root, new LearningEngine(Path.Combine(Root, "natives"), log));
        var plan = (from test in NetworkTraining.Tests(settings.Test) from seed in settings.Seeds from found in networks select (found, test, seed)).ToList();
        var results = new List<RetrainingResult>();
        foreach (var (found, test, seed) in plan)
        {
            DataFolder.Require(data, found.Case.Dataset);
            var file = FileOf(data, found, settings, seed, test);
            if (ResultFile.TryRead<RetrainingResult>(file) is not { } result)
            {
                result = training.Run(found, settings, seed, test);
                ResultFile.Write(file, result);
            }

            results.Add(result);
            log(FormattableString.Invariant($"{results.Count} of {plan.Count}: {result.CaseId}, {result.Test}, seed {result.Seed}: {result.Accuracy:0.00} %, loss {result.Loss:0.0000}"));
        }

        var summary = new RetrainingSummary(networks, results);
        return new BenchmarkResult(Name, summary.Figures(), summary.Rows());
    }

    /// <summary>Of the answer to the same question, asked of the same code on the same kind of processor.</summary>
    private static string FileOf(string data, CaseResult found, RetrainingSettings settings, int seed, (string Name, int Number) test)
    {
        var question = string.Join('\n', CaseRunner.Code, ProcessorName.OfThisMachine, data, NetworkTraining.Configuration(found.Case, settings, seed, test.Number), found.Architecture, test.Name, found.Case.Id);
        return Path.Combine(Root, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question)))}.json");
    }
}
