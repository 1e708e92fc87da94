using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Learning;
using MicroNas.Core.Quantization;
using MicroNas.Core.Verification;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Training;

using TorchSharp;

namespace MicroNas.Learning.Tests.Training;

[Collection(TorchCollection.Name)]
public sealed class QuantizationAwareTrainingTests
{
    /// <summary>The int8 interpreter, which knows nothing of torch, is the judge of the fake-quantized network.</summary>
    [Fact]
    public void It_learns_and_the_int8_model_computes_what_the_fake_quantized_network_does()
    {
        var dataset = TinyDataset.Create(600);
        using var network = new TrainingNetwork(TinyNetwork.Graph, new RandomSource(1, RandomStream.InitialWeights));
        var progress = new ProgressList();
        using var workers = new ShardWorkers();
        var training = new QuantizationAwareTraining(
            new TrainingRequest(dataset, TinyNetwork.Graph, new TrainingOptions { Epochs = 12, BatchSize = 32 }),
            LearningRun.Of(workers, progress, CancellationToken.None));

        var (calibration, _) = training.Fit(network, new TrainingOptions().LearningRate);

        var exported = network.Export(calibration);
        var model = ModelQuantizer.Quantize(exported, "tiny");
        AssertFloatAgrees(dataset, network, calibration, exported);
        var (fakeCorrect, integerCorrect, distance) = Compare(dataset, network, calibration, model);
        Assert.Equal(12, progress.Reports.Count);
        Assert.InRange(integerCorrect, 0.95, 1);
        Assert.InRange(Math.Abs(fakeCorrect - integerCorrect), 0, 0.01);
        // Softmax outputs in steps of 1/256: a few steps come from rounding inside the network.
        Assert.InRange(distance, 0, 3.0 / 256);
    }

    [Fact]
    public void The_same_request_gives_the_same_bytes_and_another_seed_gives_others()
    {
        var dataset = TinyDataset.Create(96);
        byte[] Train(int seed) => TrainedBytes.Of(new LearningEngine(TorchFixture.CacheDirectory, _ => { }).Train(
            new TrainingRequest(dataset, TinyNetwork.Graph, new TrainingOptions { Epochs = 3, BatchSize = 32, Seed = seed }),
            new ProgressList(),
            CancellationToken.None).Network);

        var first = Train(1);

        Assert.Equal(first, Train(1));
        Assert.NotEqual(first, Train(2));
    }

    /// <summary>The mean of one epoch's weights is those weights.</summary>
    [Fact]
    public void Weights_are_averaged_where_it_is_asked_for()
    {
        var plain = TrainedBytes.Of(Train(new TrainingOptions { Epochs = 4, BatchSize = 16 }).Network);

        Assert.Equal(plain, TrainedBytes.Of(Train(new TrainingOptions { Epochs = 4, BatchSize = 16, AverageEpochs = 1 }).Network));
        Assert.NotEqual(plain, TrainedBytes.Of(Train(new TrainingOptions { Epochs = 4, BatchSize = 16, AverageEpochs = 2 }).Network));
    }

    /// <summary>One epoch, which has no rise, is enough to tell them apart from the second step on.</summary>
    [Fact]
    public void The_learning_rate_falls_unless_it_is_to_stay()
    {
        var options = new TrainingOptions { Epochs = 1, BatchSize = 16 };

        Assert.NotEqual(
            TrainedBytes.Of(Train(options).Network), TrainedBytes.Of(Train(options with { LearningRateFall = LearningRateFall.None }).Network));
    }

    [Fact]
    public void With_patience_training_ends_early_and_learns_from_the_training_windows_alone()
    {
        var options = new TrainingOptions { Epochs = 40, BatchSize = 16, Patience = 1 };
        var progress = new ProgressList();
        var ended = Train(options, progress: progress);

        // 28 epochs in float, the first in int8, and as many as were better than all before.
        Assert.InRange(ended.History.Count, 30, 39);
        Assert.All(progress.Reports, report => Assert.Equal(report.Epoch > 28, report.ValidationAccuracy is not null));
        Assert.InRange(progress.Reports[^1].ValidationAccuracy!.Value, 0, progress.Reports[^2].ValidationAccuracy!.Value);
        var one = Train(options with { Epochs = 1 });
        Assert.Single(one.History);
        Assert.Contains(one.Network.Convolutions.Values, convolution => convolution.Weights.Any(value => value != 0));

        var blind = TinyDataset.Create(48);
        blind.Validation.Values.AsSpan().Fill(float.NaN);
        Assert.Equal(2, Train(new TrainingOptions { Epochs = 2, BatchSize = 16, Patience = 9 }, blind).History.Count);
        Assert.Throws<MicroNasException>(() => Train(new TrainingOptions { Epochs = 2, BatchSize = 16 }, blind));
    }

    private static TrainingOutcome Train(TrainingOptions options, Dataset? dataset = null, ProgressList? progress = null) =>
        new LearningEngine(TorchFixture.CacheDirectory, _ => { }).Train(
            new TrainingRequest(dataset ?? TinyDataset.Create(48), TinyNetwork.Graph, options), progress ?? new ProgressList(), CancellationToken.None);

    [Fact]
    public void Ranges_cover_every_tensor_and_pool_and_reshape_keep_their_inputs()
    {
        var outcome = new LearningEngine(TorchFixture.CacheDirectory, _ => { }).Train(
            new TrainingRequest(TinyDataset.Create(48), TinyNetwork.Graph, new TrainingOptions { Epochs = 1, BatchSize = 16 }),
            new ProgressList(),
            CancellationToken.None);

        var ranges = outcome.Network.Ranges;
        Assert.Equal(TinyNetwork.Graph.Tensors.Count, ranges.Count);
        Assert.Equal(new ActivationRange(-2.375f, 2.375f), ranges[0]);
        var last = TinyNetwork.Graph.Tensors.Count - 1;
        Assert.Equal(ranges[last - 3], ranges[last - 2]);
        Assert.Equal(ranges[last - 2], ranges[last - 1]);
        Assert.All(ranges.Values, range => Assert.True(range.Minimum <= 0 && range.Maximum >= 0));
    }

    /// <summary>What the report calls float is the network that libtorch trained, without its rounding.</summary>
    private static void AssertFloatAgrees(Dataset dataset, TrainingNetwork network, Calibration calibration, TrainedNetwork exported)
    {
        using var scope = torch.NewDisposeScope();
        using var constant = torch.no_grad();
        var batches = new WindowBatches(dataset.Test, dataset.Normalization, 16, new RandomSource(1, RandomStream.TrainingOrder), null);
        var batch = batches.InOrder().First();
        var scores = network.ForwardFrozen(batch.Shard(0, 1).Values, calibration, (_, _) => { }).data<float>().ToArray();
        var interpreter = new FloatInterpreter(exported.Graph, exported.Convolutions);
        var activations = interpreter.NewActivations();
        for (var i = 0; i < batch.Count; i++)
        {
            dataset.Normalization.Apply(dataset.Test.Window(i), activations[0]);
            interpreter.Run(activations);
            var ours = activations[^2];
            Assert.All(ours.Zip(scores[(i * ours.Length)..]), pair => Assert.InRange(pair.Second - pair.First, -1e-3, 1e-3));
        }
    }

    private static (double FakeCorrect, double IntegerCorrect, double MeanDistance) Compare(
        Dataset dataset, TrainingNetwork network, Calibration calibration, QuantizedModel model)
    {
        var interpreter = new Int8Interpreter(model);
        var input = model.Tensors[model.Input].Quantization!;
        var output = new sbyte[interpreter.OutputElements];
        var batches = new WindowBatches(dataset.Test, dataset.Normalization, 64, new RandomSource(1, RandomStream.TrainingOrder), null);
        var (fake, integer, distance, seen) = (0, 0, 0.0, 0);
        foreach (var batch in batches.InOrder())
        {
            using var scope = torch.NewDisposeScope();
            using var constant = torch.no_grad();
            var expected = network.ForwardQuantized(batch.Shard(0, 1).Values, calibration, dropout: null).softmax(1).data<float>().ToArray();
            for (var i = 0; i < batch.Count; i++, seen++)
            {
                var normalised = new float[dataset.Length * dataset.Channels];
                dataset.Normalization.Apply(dataset.Test.Window(seen), normalised);
                interpreter.Run([.. normalised.Select(value => (sbyte)Math.Clamp(Math.Round(value / input.Scale) + input.ZeroPoint, -128, 127))], output);
                var probabilities = output.Select(value => (value + 128) / 256.0).ToArray();
                var wanted = expected[(i * output.Length)..((i + 1) * output.Length)];
                fake += Array.IndexOf(wanted, wanted.Max()) == batch.Labels[i] ? 1 : 0;
                integer += ClassificationMetrics.IndexOfLargest(output) == batch.Labels[i] ? 1 : 0;
                distance += probabilities.Zip(wanted, (a, b) => Math.Abs(a - b)).Average();
            }
        }

        return ((double)fake / seen, (double)integer / seen, distance / seen);
    }
}
