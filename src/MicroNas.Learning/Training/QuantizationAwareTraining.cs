using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Learning.Checkpoints;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Augmentation;

using TorchSharp;

namespace MicroNas.Learning.Training;

/// <summary>
/// Training from scratch: a float phase, then batch norm folded and weights and activations fake-quantized. Unless options say
/// otherwise, the windows are those of training and validation together, the epochs fixed, the last one taken (docs/training.md).
/// </summary>
internal sealed class QuantizationAwareTraining(TrainingRequest request, LearningRun run)
{
    private const int CalibrationBatches = 32;

    /// <exception cref="MicroNasException">MNAS5002: the loss diverged, at half the learning rate too.</exception>
    public TrainingOutcome Run() => run.RetryAtHalfRate(
        DiagnosticCodes.TrainingDiverged, "the training", "training.seed", factor =>
        {
            using var network = new TrainingNetwork(request.Graph, new RandomSource(request.Options.Seed, RandomStream.InitialWeights));
            var (calibration, history) = Fit(network, factor * request.Options.LearningRate);
            return new TrainingOutcome(network.Export(calibration), history);
        });

    /// <exception cref="DivergenceException">The loss diverged.</exception>
    internal (Calibration Calibration, IReadOnlyList<LearningProgress> History) Fit(TrainingNetwork network, double rate)
    {
        var (options, dataset) = (request.Options, request.Dataset);
        var learnt = options.Patience > 0 ? dataset.Training : dataset.Training.Concatenate(dataset.Validation);
        var windows = Windows(learnt);
        var floatEpochs = options.CountFloatEpochs();
        var average = Attach("average", options.AverageEpochs > 0 ? new WeightAverage(network.Parameters) : null);
        var stopping = Attach("stopping", options.Patience > 0 ? new EarlyStopping(network.Parameters, options.Patience) : null);
        var loop = new TrainingLoop(
            network,
            windows,
            run,
            new TrainingSchedule(options.Epochs, options.Epochs > 1 ? 1 : 0, rate, options.LearningRateFall),
            GraphFacts.DropoutRate(request.Graph),
            options.Seed,
            LossOptions.Of(dataset, learnt, options));
        run.Journal.Attach("training", loop);
        loop.RunFloat(floatEpochs, epoch =>
        {
            if (epoch.Epoch > floatEpochs - options.AverageEpochs)
            {
                average?.Add();
            }

            Report(epoch);
        });
        var calibration = run.Journal.Once("calibration", () =>
        {
            average?.Apply();
            return Calibrate(network, windows);
        });
        loop.RunQuantized(
            options.Epochs,
            calibration,
            epoch =>
            {
                double? validationAccuracy = null;
                if (stopping is not null)
                {
                    var correct = Correct(network, calibration.WithHeadroom(request.Graph));
                    stopping.Add(correct);
                    validationAccuracy = (double)correct / dataset.Validation.Count;
                }

                Report(epoch, validationAccuracy);
            },
            () => stopping is { IsOver: true });
        if (stopping is { IsOver: true } && loop.History.Count < options.Epochs)
        {
            var ended = loop.History.Count;
            run.Note(FormattableString.Invariant($"Training ended after epoch {ended} of {options.Epochs}, as none was better on the validation windows ")
                + FormattableString.Invariant($"for {stopping.EpochsSince}; the weights of epoch {ended - stopping.EpochsSince} are kept."));
        }

        stopping?.Apply();
        return (calibration.WithHeadroom(request.Graph), [.. loop.History.Select(Describe)]);

        T? Attach<T>(string name, T? part)
            where T : class, ICheckpointed
        {
            if (part is not null)
            {
                run.Journal.Attach(name, part);
            }

            return part;
        }

        void Report(EpochResult epoch, double? validationAccuracy = null) =>
            run.Progress.Report(Describe(epoch) with { ValidationAccuracy = validationAccuracy });

        LearningProgress Describe(EpochResult epoch) => new(epoch.Epoch, options.Epochs, epoch.Loss, epoch.Accuracy) { NoneHeldBack = true };
    }

    private WindowBatches Windows(WindowSet learnt) => new(
        learnt,
        request.Dataset.Normalization,
        request.Options.BatchSize,
        new RandomSource(request.Options.Seed, RandomStream.TrainingOrder),
        new WindowAugmentation(request.Dataset, new RandomSource(request.Options.Seed, RandomStream.Augmentation)));

    /// <summary>Right answers of the fake-quantized network on the validation windows. A cancellation is heard after it, when the epoch's state can be kept.</summary>
    private long Correct(TrainingNetwork network, Calibration calibration) =>
        new HeldBackWindows(request.Dataset.Validation, request.Dataset.Normalization, request.Options.BatchSize)
            .CountCorrect(values => network.ForwardQuantized(values, calibration, dropout: null), CancellationToken.None);

    private Calibration Calibrate(TrainingNetwork network, WindowBatches windows)
    {
        using var scope = torch.NewDisposeScope();
        return new Calibrator(network, windows.Next(CalibrationBatches)).Run(request.Dataset.Normalization.Range, run.Journal.Cancellation);
    }
}
