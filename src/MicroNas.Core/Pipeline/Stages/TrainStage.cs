using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Learning;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tflite;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>Trains the found architecture and quantizes it; the result is the <c>.tflite</c> itself.</summary>
internal static class TrainStage
{
    /// <summary>The input that is the found architecture.</summary>
    public const string ArchitectureInput = "architecture";

    /// <summary>The input that says which cells halve the sensors, where it is not as in the default space; follows from the space and the data.</summary>
    public const string StridesInput = "fusionStrides";

    private const string ModelName = "model.tflite";
    private const string WeightsName = "weights.f32";
    private const string RecordName = "training.json";

    public static TrainStageResult Run(
        StageRunner runner,
        ConfigurationResult configuration,
        DatasetStage dataset,
        SearchStageResult search,
        ILearningEngine learning,
        CancellationToken cancellation)
    {
        var options = configuration.Options;
        var entry = runner.Run(
            StageName.Train,
            Inputs(options, dataset, ArchitectureSerializer.Format(search.Architecture)),
            work =>
            {
                var outcome = learning.Train(new TrainingRequest(dataset.Dataset, search.Graph, options.Training), work.Control);
                var model = ModelQuantizer.Quantize(outcome.Network, options.Model);
                return new CacheEntry(new Dictionary<string, byte[]>
                {
                    [ModelName] = TfliteWriter.Write(model),
                    [WeightsName] = TrainedWeights.Write(outcome.Network),
                    [RecordName] = StageRecord.Of(work.Elapsed, outcome.History),
                });
            },
            entry => FormattableString.Invariant($"int8 model of {entry[ModelName].Length} B"),
            cancellation);
        var tflite = entry[ModelName];
        return new TrainStageResult(
            tflite, TfliteReader.Read(tflite, ModelName), entry[WeightsName], StageRecord.SecondsOf(entry, RecordName));
    }

    /// <summary>
    /// Everything that the int8 model depends on. Strides that are those of the default space are left out, so that no key of an
    /// earlier result changes.
    /// </summary>
    /// <param name="architecture">As <see cref="ArchitectureSerializer.Format"/> writes it.</param>
    public static StageInputs Inputs(ProjectOptions options, DatasetStage dataset, string architecture)
    {
        var inputs = new StageInputs()
            .Add("version", StageVersions.Train)
            .Add("dataset.hash", dataset.Summary.Report.Hash)
            .Add(ArchitectureInput, architecture)
            .Add("model", options.Model)
            .AddSection("training", options.Training);
        var strides = SearchStage.SpaceOf(options.Search.Space, dataset).FusionStrides;
        var usual = SearchStage.SpaceOf(new SearchSpaceOptions(), dataset).FusionStrides;
        return strides == usual ? inputs : inputs.Add(StridesInput, strides);
    }
}
