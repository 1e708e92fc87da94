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
/// <param name="learningRate">Adam's highest.</param>
internal sealed class QuantizationAwareTraining(
    TrainingRequest request, LearningRun run, double learningRate = TrainingSchedule.DefaultLearningRate)
{
    private const double FloatShare = 0.7;
    private const int CalibrationBatches = 32;

    /// <exception cref="MicroNasException">MNAS5002: the loss diverged, at half the learning rate too.</exception>
    public TrainingOutcome Run() => run.RetryAtHalfRate(
        DiagnosticCodes.TrainingDiverged, "the training", "training.seed", factor =>
        {
            using var network = new TrainingNetwork(request.Graph, new RandomSource(request.Options.Seed, RandomStream.InitialWeights));
            var (calibration, history) = Fit(network, factor * learningRate);
            return new TrainingOutcome(network.Export(calibration), history);
        });

    /// <exception cref="DivergenceException">The loss diverged.</exception>
    internal (Calibration Calibration, IReadOnlyList<LearningProgress> History) Fit(TrainingNetwork network, double rate)
    {
        var (options, dataset) = (request.Options, request.Dataset);
        var windows = Windows(dataset, options.BatchSize, options.Seed);
        var loop = new TrainingLoop(
            network,
            windows,
            run,
            new TrainingSchedule(options.Epochs, options.Epochs > 1 ? 1 : 0, rate),
            GraphFacts.DropoutRate(request.Graph),
            options.Seed,
            LossOptions.Of(dataset, dataset.Training.Concatenate(dataset.Validation), options));
        run.Journal.Attach("training", loop);
        loop.Run(Math.Max(1, (int)Math.Round(options.Epochs * FloatShare)), network.Forward, Report);
        var calibration = run.Journal.Once("calibration", () => Calibrate(network, windows));
        loop.Run(options.Epochs, (values, dropout) => network.ForwardQuantized(values, calibration, dropout), Report);
        return (calibration, [.. loop.History.Select(Describe)]);

        void Report(EpochResult epoch) => run.Progress.Report(Describe(epoch));

        LearningProgress Describe(EpochResult epoch) => new(epoch.Epoch, options.Epochs, epoch.Loss, epoch.Accuracy);
    }

    private static WindowBatches Windows(Dataset dataset, int batchSize, int seed) => new(
        dataset.Training.Concatenate(dataset.Validation),
        dataset.Normalization,
        batchSize,
        new RandomSource(seed, RandomStream.TrainingOrder),
        new WindowAugmentation(dataset, new RandomSource(seed, RandomStream.Augmentation)));

    private Calibration Calibrate(TrainingNetwork network, WindowBatches windows)
    {
        using var scope = torch.NewDisposeScope();
        var batches = Enumerable.Range(0, Math.Min(CalibrationBatches, windows.BatchesPerEpoch)).Select(_ => windows.Next()).ToArray();
        return new Calibrator(network, batches, request.Dataset.Normalization.ClipStandardDeviations).Run(run.Journal.Cancellation);
    }
}
