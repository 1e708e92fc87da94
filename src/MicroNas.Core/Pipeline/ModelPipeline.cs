using System.Security.Cryptography;
using System.Text;
using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency;
using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline.Locks;
using MicroNas.Core.Pipeline.Stages;
using MicroNas.Core.Reporting;
using MicroNas.Core.Verification;

namespace MicroNas.Core.Pipeline;

/// <summary>
/// Makes one model: reads its yaml, runs the stages whose inputs changed, and writes the generated files. Every stage is a
/// pure function of its inputs, so that a run which changes nothing writes nothing.
/// </summary>
/// <param name="learning">Search and training.</param>
/// <param name="cache">Results of earlier runs.</param>
/// <param name="observer">Hears what happens.</param>
/// <param name="time">Measures the stages.</param>
/// <param name="engineVersion">Stands in the generated files and in the report.</param>
/// <param name="measurement">What latencies may be measured with; null for nothing.</param>
public sealed class ModelPipeline(
    ILearningEngine learning, StageCache cache, IPipelineObserver observer, TimeProvider time, string engineVersion, LatencyMeasurement? measurement = null)
{
    private const string ReportName = "report.json";
    private const string FileHashesName = "file-hashes.json";
    private const string InputListName = "inputs.txt";
    private const string DataFoldersListName = "data-folders.txt";
    private const string OutputListName = "outputs.txt";
    private const string MicrocontrollerName = "microcontroller.txt";

    /// <summary>
    /// Changes with every change of search or training that can alter a result; not with one for few windows alone, which shows in the
    /// stages' inputs.
    /// </summary>
    public static string RecipeVersion => $"search {StageVersions.Search}, train {StageVersions.Train}";

    /// <summary>Runs the stages up to <paramref name="last"/>.</summary>
    /// <exception cref="MicroNasException">What is wrong with configuration, budget, data or platform.</exception>
    public PipelineResult Run(PipelineRequest request, StageName last, CancellationToken cancellation)
    {
        var configuration = Read(request);
        var modelLock = ModelLock.Open(request.Lock, configuration, observer);
        modelLock.CheckEngine(engineVersion);
        var runner = new StageRunner(cache, observer, time, request, modelLock) { LocksResult = last == StageName.Verify };
        var dataset = Dataset(request, configuration, runner, cancellation);
        configuration = configuration.ForWindows(dataset.Summary.Report.TrainingWindows, dataset.Summary.Report.ValidationWindows);
        foreach (var warning in dataset.Summary.Warnings(configuration.LocationOf))
        {
            observer.Report(warning);
        }

        foreach (var (key, message) in configuration.Options.LimitsAboveTarget())
        {
            observer.Report(Diagnostic.Warning(DiagnosticCodes.LimitAboveTarget, message, configuration.LocationOf($"budget.{key}")));
        }

        if (RotationGroups.HintWhereUnknown(configuration.Options.Dataset, dataset.Summary.Report.Channels) is { } hint)
        {
            observer.Announce($"{StageName.Dataset.Name()}: {hint}");
        }

        IReadOnlyList<string> inputFiles = [Path.GetFullPath(request.ConfigurationPath), .. dataset.Files];
        if (last < StageName.Characterize)
        {
            return new PipelineResult(null, null, [], inputFiles, runner.RanAnyStage);
        }

        var latency = new LatencyStage(runner, configuration, SearchStage.SpaceOf(configuration.Options.Search.Space, dataset), measurement ?? LatencyMeasurement.None, observer);
        var table = latency.Run(cancellation);
        inputFiles = [.. inputFiles, .. latency.Files];
        if (last < StageName.Search)
        {
            return new PipelineResult(null, null, [], inputFiles, runner.RanAnyStage);
        }

        if (modelLock.IsLocked)
        {
            // All that differs at once, and before an architecture is looked at that the space may not hold any more.
            modelLock.Check(StageName.Search, SearchStage.Inputs(configuration.Options, dataset, table));
            modelLock.Check(
                StageName.Train, TrainStage.Inputs(configuration.Options, dataset, modelLock.InputOf(StageName.Train, TrainStage.ArchitectureInput) ?? ""));
            modelLock.ThrowIfStale();
        }

        var search = SearchStage.Run(runner, configuration, dataset, table, learning, cancellation);
        var found = search.ToReport();
        if (last < StageName.Train)
        {
            return new PipelineResult(null, found, [], inputFiles, runner.RanAnyStage);
        }

        var trained = TrainStage.Run(runner, configuration, dataset, search, learning, cancellation);
        if (last < StageName.Emit)
        {
            return new PipelineResult(null, found, [], inputFiles, runner.RanAnyStage);
        }

        var emitted = EmitStage.Run(runner, configuration, dataset, search, trained, engineVersion, cancellation);
        var accuracy = last < StageName.Verify ? null : VerifyStage.Run(runner, dataset, search, trained, cancellation);
        modelLock.ThrowIfStale();
        var report = Report(configuration.Options, dataset, search.Table, found, trained, emitted, accuracy);
        report = report with { Measured = KeptMeasurement(request.OutputDirectory, report) };
        if (accuracy is not null)
        {
            if (UnpredictedClasses.Warning(accuracy, report.Dataset.Classes, configuration.LocationOf("training")) is { } warning)
            {
                observer.Report(warning);
            }

            modelLock.CheckResults(report);
            modelLock.Write(engineVersion, report);
        }

        inputFiles = [.. inputFiles, .. modelLock.Files];
        var outputs = WriteOutputs(request.OutputDirectory, emitted, accuracy is null ? null : report, inputFiles, dataset.Folder);
        return new PipelineResult(report, found, outputs, inputFiles, runner.RanAnyStage);
    }

    /// <summary>The search space of a configuration and its data, without a latency table.</summary>
    /// <exception cref="MicroNasException">What is wrong with configuration or data.</exception>
    public (ConfigurationResult Configuration, SearchSpace Space) Space(PipelineRequest request, CancellationToken cancellation)
    {
        var configuration = Read(request);
        return (configuration, SearchStage.SpaceOf(configuration.Options.Search.Space, Dataset(request, configuration, Runner(request, configuration), cancellation)));
    }

    /// <summary>The latency table that the search uses.</summary>
    /// <exception cref="MicroNasException">What is wrong with configuration, data or table.</exception>
    public ILatencyTable Latency(PipelineRequest request, CancellationToken cancellation)
    {
        var (configuration, space) = Space(request, cancellation);
        return new LatencyStage(Runner(request, configuration), configuration, space, measurement ?? LatencyMeasurement.None, observer).Run(cancellation);
    }

    /// <summary>Mode locked can do without the data, and warns.</summary>
    private static ConfigurationResult Read(PipelineRequest request) =>
        ConfigurationReader.Read(request.ConfigurationPath, dataRequired: request.Lock != LockMode.Locked);

    private StageRunner Runner(PipelineRequest request, ConfigurationResult configuration) =>
        new(cache, observer, time, request, ModelLock.Open(request.Lock, configuration, observer));

    private DatasetStage Dataset(PipelineRequest request, ConfigurationResult configuration, StageRunner runner, CancellationToken cancellation) =>
        DatasetStage.Run(runner, configuration, new FileHashes(Path.Combine(request.OutputDirectory, FileHashesName), time), cancellation);

    /// <summary>What a whole model was measured to take stays true while model and latency table are the same.</summary>
    private static MeasuredReport? KeptMeasurement(string directory, ModelReport report)
    {
        var path = Path.Combine(directory, ReportName);
        try
        {
            return File.Exists(path) && ReportJson.Deserialize<ModelReport>(File.ReadAllBytes(path)) is { } earlier
                && earlier.Latency.Id == report.Latency.Id && earlier.Files.SequenceEqual(report.Files)
                ? earlier.Measured
                : null;
        }
        catch (System.Text.Json.JsonException)
        {
            // A report of another version, or damaged: it is written anew.
            return null;
        }
    }

    private static List<string> WriteOutputs(
        string directory, CacheEntry emitted, ModelReport? report, IReadOnlyList<string> inputFiles, string? dataFolder)
    {
        var earlier = ReadOutputList(directory);
        var outputs = new List<string>();
        foreach (var (name, content) in emitted.Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            Write(name, content);
            outputs.Add(Path.Combine(directory, name));
        }

        // A run that stops before the verify stage leaves the report of the last one that did not.
        outputs.Add(Path.Combine(directory, ReportName));
        if (report is not null)
        {
            Write(ReportName, Encoding.UTF8.GetBytes(ReportJson.Serialize(report)));
            Write(MicrocontrollerName, Lines([report.Target.Microcontroller]));
        }

        // Sources of a model that was renamed must not be compiled along.
        foreach (var orphan in earlier.Except(outputs).Where(path => Path.GetDirectoryName(path) == directory))
        {
            File.Delete(orphan);
        }

        // The build decides by these lists whether it has to start the engine at all.
        Write(InputListName, Lines(inputFiles));
        Write(OutputListName, Lines(outputs));
        Write(DataFoldersListName, Lines(dataFolder is null
            ? []
            : Directory.EnumerateDirectories(dataFolder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Prepend(dataFolder)));
        return outputs;

        void Write(string name, byte[] content) => AtomicFile.WriteIfDifferent(Path.Combine(directory, name), content);

        static string[] ReadOutputList(string directory)
        {
            var list = Path.Combine(directory, OutputListName);
            return File.Exists(list) ? File.ReadAllLines(list) : [];
        }

        static byte[] Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
    }

    private ModelReport Report(
        ProjectOptions options,
        DatasetStage dataset,
        ILatencyTable table,
        SearchReport found,
        TrainStageResult trained,
        CacheEntry emitted,
        AccuracyReport? accuracy)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, content) in emitted.Files)
        {
            hashes.Add(name, Convert.ToHexStringLower(SHA256.HashData(content)));
        }

        return new ModelReport(
            options.Model,
            engineVersion,
            dataset.Summary.Report,
            new TargetReport(options.Target.Mcu, options.Target.Runtime.ToString().ToLowerInvariant(), table.Clock.Value),
            new LatencyTableReport(table.Id, table.Provenance, table.RelativeErrorBand),
            found.Budget,
            found.Predicted,
            found.Architecture,
            found.Candidates,
            accuracy,
            found.SearchSeconds,
            trained.Seconds,
            hashes);
    }
}
