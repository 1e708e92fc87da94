using MicroNas.Core.Architectures;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Augmentation;
using MicroNas.Learning.Training;

using TorchSharp;

namespace MicroNas.Learning.Search;

/// <summary>One architecture trained in float for a few epochs on training windows and judged on validation windows.</summary>
internal sealed class CandidateTrial(SearchRequest request, Architecture architecture, ShardWorkers workers)
{
    private const double LearningRate = 2e-3;
    private const int CalibrationBatches = 16;

    /// <returns>Mean training loss of the last epoch, and share of right answers on the validation windows.</returns>
    /// <exception cref="MicroNasException">MNAS5001: the loss diverged.</exception>
    public (double Loss, double Accuracy) Run(int epochs, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        var graph = ArchitectureLowering.Lower(request.Costs.Space, architecture);
        var seed = request.Options.Seed;
        using var network = new TrainingNetwork(graph, new RandomSource(seed, RandomStream.InitialWeights));
        var windows = new WindowBatches(
            request.Dataset.Training,
            request.Dataset.Normalization,
            request.Options.BatchSize,
            new RandomSource(seed, RandomStream.TrainingOrder),
            new WindowAugmentation(request.Dataset, new RandomSource(seed, RandomStream.Augmentation)));
        var gradient = new ShardedGradient(network.Parameters, workers);
        var optimizer = new AdamOptimizer(network.Parameters);
        var steps = epochs * windows.BatchesPerEpoch;
        var schedule = new CosineSchedule(LearningRate, 0, steps, windows.BatchesPerEpoch);
        var lossSum = 0.0;
        for (var i = 0; i < steps; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var gradients = gradient.Compute(windows.Next(), (values, _) => network.Forward(values, dropout: null));
            if (!double.IsFinite(gradient.Loss))
            {
                throw new MicroNasException(Diagnostic.Error(
                    DiagnosticCodes.SearchDiverged,
                    $"The loss of candidate {architecture} is no longer a number. "
                    + "Look for extreme values in the windows (inspect the data set's statistics), or choose another search seed."));
            }

            optimizer.Step(gradients, schedule.At(i));
            lossSum += i >= steps - windows.BatchesPerEpoch ? gradient.Loss : 0;
        }

        return (lossSum / windows.BatchesPerEpoch, Accuracy(network, windows, cancellation));
    }

    private double Accuracy(TrainingNetwork network, WindowBatches windows, CancellationToken cancellation)
    {
        using var constant = torch.no_grad();
        var batches = Enumerable.Range(0, Math.Min(CalibrationBatches, windows.BatchesPerEpoch)).Select(_ => windows.Next()).ToArray();
        var calibration = new Calibrator(network, batches, request.Dataset.Normalization.ClipStandardDeviations).RunWithoutRanges(cancellation);
        var validation = new WindowBatches(
            request.Dataset.Validation,
            request.Dataset.Normalization,
            request.Options.BatchSize,
            new RandomSource(request.Options.Seed, RandomStream.ValidationOrder),
            augmentation: null);
        var correct = 0L;
        foreach (var batch in validation.InOrder())
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var (values, labels) = batch.Shard(0, 1);
            correct += network.ForwardFrozen(values, calibration, (_, _) => { }).argmax(1).eq(labels).sum().Value<long>();
        }

        return (double)correct / request.Dataset.Validation.Count;
    }
}
