using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Augmentation;

using TorchSharp;

namespace MicroNas.Learning.Training;

/// <summary>
/// Training from scratch: a float phase, then batch norm folded and weights and activations fake-quantized. The windows are
/// those of training and validation together, the epochs fixed, the last one taken (docs/training.md).
/// </summary>
internal sealed class QuantizationAwareTraining(TrainingRequest request)
{
    private const double LearningRate = 2e-3;
    private const double FloatShare = 0.7;
    private const int CalibrationBatches = 32;

    /// <exception cref="MicroNasException">MNAS5002: the loss diverged.</exception>
    public TrainingOutcome Run(IProgress<LearningProgress> progress, CancellationToken cancellation)
    {
        using var network = new TrainingNetwork(request.Graph, new RandomSource(request.Options.Seed, RandomStream.InitialWeights));
        var (calibration, history) = Fit(network, progress, cancellation);
        return new TrainingOutcome(network.Export(calibration), history);
    }

    internal (Calibration Calibration, IReadOnlyList<LearningProgress> History) Fit(
        TrainingNetwork network, IProgress<LearningProgress> progress, CancellationToken cancellation)
    {
        var (options, dataset) = (request.Options, request.Dataset);
        var windows = Windows(dataset, options.BatchSize, options.Seed);
        using var workers = new ShardWorkers();
        var gradient = new ShardedGradient(network.Parameters, workers);
        var optimizer = new AdamOptimizer(network.Parameters);
        var schedule = new CosineSchedule(
            LearningRate, 0, options.Epochs * windows.BatchesPerEpoch, options.Epochs > 1 ? windows.BatchesPerEpoch : 0);
        var rate = GraphFacts.DropoutRate(request.Graph);
        var dropout = Enumerable.Range(0, ShardWorkers.Count)
            .Select(shard => new DropoutSource(rate, new RandomSource(options.Seed, RandomStream.Dropout + shard)))
            .ToArray();
        var floatEpochs = Math.Max(1, (int)Math.Round(options.Epochs * FloatShare));
        var history = new List<LearningProgress>();
        Calibration? calibration = null;
        for (var epoch = 1; epoch <= options.Epochs; epoch++)
        {
            if (epoch == floatEpochs + 1)
            {
                calibration = Calibrate(network, windows, cancellation);
            }

            var (lossSum, correct) = (0.0, 0L);
            for (var i = 0; i < windows.BatchesPerEpoch; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var fixedNow = calibration;
                var gradients = gradient.Compute(windows.Next(), (values, shard) => fixedNow is null
                    ? network.Forward(values, dropout[shard])
                    : network.ForwardQuantized(values, fixedNow, dropout[shard]));
                if (!double.IsFinite(gradient.Loss))
                {
                    throw Diverged(epoch, i);
                }

                optimizer.Step(gradients, schedule.At(((epoch - 1) * windows.BatchesPerEpoch) + i));
                lossSum += gradient.Loss;
                correct += gradient.Correct;
            }

            history.Add(new LearningProgress(
                epoch,
                options.Epochs,
                lossSum / windows.BatchesPerEpoch,
                (double)correct / (windows.BatchesPerEpoch * windows.BatchSize)));
            progress.Report(history[^1]);
        }

        return (calibration ?? Calibrate(network, windows, cancellation), history);
    }

    private static WindowBatches Windows(Dataset dataset, int batchSize, int seed) => new(
        dataset.Training.Concatenate(dataset.Validation),
        dataset.Normalization,
        batchSize,
        new RandomSource(seed, RandomStream.TrainingOrder),
        new WindowAugmentation(dataset, new RandomSource(seed, RandomStream.Augmentation)));

    private Calibration Calibrate(TrainingNetwork network, WindowBatches windows, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        var batches = Enumerable.Range(0, Math.Min(CalibrationBatches, windows.BatchesPerEpoch)).Select(_ => windows.Next()).ToArray();
        return new Calibrator(network, batches, request.Dataset.Normalization.ClipStandardDeviations).Run(cancellation);
    }

    private static MicroNasException Diverged(int epoch, int step) => new(Diagnostic.Error(
        DiagnosticCodes.TrainingDiverged,
        FormattableString.Invariant($"The training's loss is no longer a number in epoch {epoch}, step {step + 1}. ")
        + "Look for extreme values in the windows (inspect the data set's statistics), or choose another training seed."));
}
