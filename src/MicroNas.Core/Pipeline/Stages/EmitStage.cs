using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Emission;
using MicroNas.Core.Memory;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>Makes the files that the firmware compiles.</summary>
internal static class EmitStage
{
    private const string TfliteName = "model.tflite";
    private const int GoldenWindowsPerClass = 2;

    public static CacheEntry Run(
        StageRunner runner,
        ConfigurationResult configuration,
        DatasetStage dataset,
        SearchStageResult search,
        TrainStageResult trained,
        string engineVersion,
        CancellationToken cancellation)
    {
        var options = configuration.Options;
        var inputs = new StageInputs()
            .Add("version", StageVersions.Emit)
            .Add("engine", engineVersion)
            .Add("code", StageVersions.Code)
            .Add("target.mcu", options.Target.Mcu)
            .Add("target.runtime", options.Target.Runtime.ToString())
            .Add("memory", search.Cost.Memory.Bytes.ToString(CultureInfo.InvariantCulture))
            .Add("architecture", search.Architecture.ToString())
            .Add("dataset.hash", dataset.Summary.Report.Hash)
            .Add("model", options.Model)
            .Add("model.hash", trained.Hash);
        return runner.Run(
            StageName.Emit,
            inputs,
            _ => Emit(options, dataset.Dataset, search, trained, engineVersion),
            entry => $"{entry.Files.Count} files",
            cancellation);
    }

    private static CacheEntry Emit(
        ProjectOptions options, Dataset dataset, SearchStageResult search, TrainStageResult trained, string engineVersion)
    {
        var golden = dataset.Test.Select(GoldenIndices(dataset.Test, dataset.ClassNames.Count));
        var inputs = WindowQuantizer.QuantizeAll(golden, dataset.Normalization, trained.InputQuantization);
        var windowSize = trained.Model.Tensors[trained.Model.Input].Elements;
        var emission = new EmissionOptions(
            options.Model,
            dataset.Normalization,
            [.. dataset.ClassNames],
            [.. dataset.ChannelNames],
            dataset.SampleRate,
            [.. inputs.Chunk(windowSize)],
            GoldenOutputs: null,
            golden.Labels,
            trained.Tflite,
            $"MicroNas {engineVersion}, {options.Target.Mcu} with runtime {options.Target.Runtime.ToString().ToLowerInvariant()}, {search.Architecture}");

        // What the search counted and reports is what the firmware declares. With another runtime, these sources are a convenience.
        var limits = options.Target.Runtime == InferenceRuntime.Micronas ? new MemoryLimits(search.Cost.Memory, null) : MemoryLimits.None;
        var files = CEmitter.Compile(trained.Model, emission, limits).Files.ToDictionary(file => file.Name, file => file.Content.ToArray());
        var classSource = CSharpSource.Emit(trained.Model, emission);
        files.Add(classSource.Name, classSource.Content.ToArray());
        files.Add(TfliteName, trained.Tflite);
        return new CacheEntry(files);
    }

    /// <summary>The first windows of every class, so that each output of the network is seen at work.</summary>
    private static List<int> GoldenIndices(WindowSet test, int classes) =>
        [.. Enumerable.Range(0, classes).SelectMany(label =>
            Enumerable.Range(0, test.Count).Where(index => test.Labels[index] == label).Take(GoldenWindowsPerClass))];
}
