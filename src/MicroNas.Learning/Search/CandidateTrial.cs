using MicroNas.Core.Architectures;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Augmentation;
using MicroNas.Learning.Training;

using TorchSharp;

namespace MicroNas.Learning.Search;

/// <summary>One architecture trained in float on some windows and judged on others.</summary>
/// <param name="training">What is learnt from.</param>
/// <param name="validation">
/// What the result is judged by; no window of <paramref name="training"/>. Null: none is held back, and dropout is that of the model's
/// training.
/// </param>
internal sealed class CandidateTrial(
    SearchRequest request, Architecture architecture, WindowSet training, WindowSet? validation, LearningRun run)
{
    private const int CalibrationBatches = 16;

    /// <param name="epochs">Of training.</param>
    /// <param name="report">Called after each epoch.</param>
    /// <exception cref="MicroNasException">MNAS5001: the loss diverged, at half the learning rate too.</exception>
    public TrialResult Run(int epochs, Action<EpochResult> report) => run.RetryAtHalfRate(
        DiagnosticCodes.SearchDiverged,
        $"candidate {architecture}",
        "search.seed",
        factor => Run(epochs, factor * request.Training.LearningRate, report));

    private TrialResult Run(int epochs, double learningRate, Action<EpochResult> report)
    {
        using var scope = torch.NewDisposeScope();
        var graph = ArchitectureLowering.Lower(request.Costs.Space, architecture);
        var seed = request.Options.Seed;
        using var network = new TrainingNetwork(graph, new RandomSource(seed, RandomStream.InitialWeights));
        var windows = new WindowBatches(
            training,
            request.Dataset.Normalization,
            request.Options.BatchSize,
            new RandomSource(seed, RandomStream.TrainingOrder),
            new WindowAugmentation(request.Dataset, new RandomSource(seed, RandomStream.Augmentation)));
        var loop = new TrainingLoop(
            network, windows, run, new TrainingSchedule(epochs, WarmUpEpochs: 1, learningRate, request.Training.LearningRateFall), validation is null ? GraphFacts.DropoutRate(graph) : 0, seed,
            LossOptions.Of(request.Dataset, training, request.Training));
        run.Journal.Attach("training", loop);
        loop.RunFloat(epochs, report);
        var last = loop.History[^1];
        return new TrialResult(last.Loss, validation is null ? last.Accuracy : Accuracy(network, windows, validation));
    }

    private double Accuracy(TrainingNetwork network, WindowBatches windows, WindowSet heldBack)
    {
        var cancellation = run.Journal.Cancellation;
        var calibration = new Calibrator(network, windows.Next(CalibrationBatches)).RunWithoutRanges(cancellation);
        var correct = new HeldBackWindows(heldBack, request.Dataset.Normalization, request.Options.BatchSize)
            .CountCorrect(values => network.ForwardFrozen(values, calibration, (_, _) => { }), cancellation);
        return (double)correct / heldBack.Count;
    }
}
