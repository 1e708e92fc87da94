using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Emission;
using MicroNas.Core.Memory;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>Makes the files that the firmware compiles.</summary>
internal static class EmitStage
{
    private const string TfliteName = "model.tflite";

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
            _ => Emit(options, dataset, search, trained, engineVersion),
            entry => $"{entry.Files.Count} files",
            cancellation);
    }

    private static CacheEntry Emit(
        ProjectOptions options, DatasetStage dataset, SearchStageResult search, TrainStageResult trained, string engineVersion)
    {
        var report = dataset.Summary.Report;
        var normalization = dataset.Summary.Normalization.ToNormalization();
        var inputs = WindowQuantizer.QuantizeAll(dataset.Golden, normalization, trained.InputQuantization);
        var windowSize = trained.Model.Tensors[trained.Model.Input].Elements;
        var emission = new EmissionOptions(
            options.Model,
            normalization,
            [.. report.Classes],
            [.. report.Channels],
            new Hertz(dataset.Summary.SampleRateHertz),
            [.. inputs.Chunk(windowSize)],
            GoldenOutputs: null,
            dataset.Golden.Labels,
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
}
