using MicroNas.Benchmarks.UciHar;
using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Learning;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tflite;
using MicroNas.Core.Verification;

namespace MicroNas.Benchmarks.Retraining;

/// <summary>Trains a network that a case found, as the product trains it, and tests the int8 model.</summary>
/// <param name="data">The folder of the data sets.</param>
/// <param name="work">A folder for files that are needed for a moment.</param>
internal sealed class NetworkTraining(string data, string work, ILearningEngine learning)
{
    private const int Folds = 3;

    /// <summary>Fixed: every network meets the same folds.</summary>
    private const int FoldSeed = 1;

    /// <summary>The ways to test a network, in words, each with the fold that it is.</summary>
    public static IReadOnlyList<(string Name, int Number)> Tests(TestPeople people) => people == TestPeople.Case
        ? [("case", 0)]
        : [.. Enumerable.Range(1, Folds).Select(number => (FormattableString.Invariant($"{people.ToString().ToLowerInvariant()} {number}"), number))];

    /// <summary>The yaml of a training.</summary>
    /// <param name="number">Of the test, from 1; 0 for the case's own.</param>
    public static string Configuration(UciHarCase entry, RetrainingSettings settings, int seed, int number) =>
        new CaseConfiguration(Epochs: null).Text(
            settings.Test == TestPeople.Drawn ? entry with { Split = SplitNames.People, Seed = number } : entry, settings.Switched, seed);

    /// <exception cref="Core.Diagnostics.MicroNasException">The configuration or the data is wrong.</exception>
    public RetrainingResult Run(CaseResult found, RetrainingSettings settings, int seed, (string Name, int Number) test)
    {
        var options = Read(Configuration(found.Case, settings, seed, test.Number));
        var dataset = DatasetLoader.Load(options.Dataset, data);
        if (settings.Test == TestPeople.Folds)
        {
            dataset = Fold(dataset, test.Number - 1);
        }

        var space = SearchSpace.Create(dataset.Length, dataset.Channels, dataset.ClassNames.Count, options.Search.Space);
        var graph = ArchitectureLowering.Lower(space, ArchitectureSerializer.Parse(found.Architecture!));
        var outcome = learning.Train(
            new TrainingRequest(dataset, graph, options.Training), LearningControl.Of(new Progress<LearningProgress>(), CancellationToken.None));
        var model = TfliteReader.Read(TfliteWriter.Write(ModelQuantizer.Quantize(outcome.Network, options.Model)), found.Case.Id);
        var report = ModelAccuracy.Measure(dataset, graph, model, TrainedWeights.Write(outcome.Network), CancellationToken.None);
        return new RetrainingResult(
            found.Case.Id, test.Name, seed, 100 * report.Accuracy, 100 * report.Quantization!.FloatAccuracy, outcome.History[^1].Loss!.Value);
    }

    /// <summary>The people of the training and validation parts, a third of them tested. Nobody is left to validate by, whom training does without.</summary>
    /// <exception cref="MissingDataException">The data names no people.</exception>
    internal static Dataset Fold(Dataset dataset, int index)
    {
        var known = dataset.Training.Concatenate(dataset.Validation);
        if (known.Subjects is null)
        {
            throw new MissingDataException("MICRONAS_RETRAIN_TEST=folds needs a data set that names people.");
        }

        var fold = SubjectFolds.Create(known, Folds, FoldSeed)[index];
        return dataset with { Training = known.Select(fold.Training), Validation = known.Select([]), Test = known.Select(fold.Validation) };
    }

    private ProjectOptions Read(string yaml)
    {
        var file = Path.Combine(work, $"{Guid.NewGuid():N}.yaml");
        File.WriteAllText(file, CaseConfiguration.WithData(yaml, data));
        try
        {
            return ConfigurationReader.Read(file).Options;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
