using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Learning;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tflite;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>Trains the found architecture and quantizes it; the result is the <c>.tflite</c> itself.</summary>
internal static class TrainStage
{
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
        var inputs = new StageInputs()
            .Add("version", StageVersions.Train)
            .Add("dataset.hash", dataset.Summary.Report.Hash)
            .Add("architecture", ArchitectureSerializer.Format(search.Architecture))
            .Add("model", options.Model)
            .AddSection("training", options.Training);
        var entry = runner.Run(
            StageName.Train,
            inputs,
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
            tflite, TfliteReader.Read(tflite, ModelName), entry[WeightsName], StageRecord.Read(entry[RecordName]).Seconds);
    }
}
