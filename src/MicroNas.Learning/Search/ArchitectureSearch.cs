using MicroNas.Core.Architectures;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Search;

/// <summary>Differentiable search under hardware limits (paper, algorithm 1): α and weights are learnt in turns.</summary>
internal sealed class ArchitectureSearch(SearchRequest request)
{
    private const double HighestArchitectureRate = 0.36;
    private const double LowestArchitectureRate = 0.0008;
    private const double WeightRate = 2e-3;
    private const double GradientNorm = 5;
    private const double DropoutRate = 0.3;
    private const double HighestTemperature = 5;
    private const double LowestTemperature = 0.2;
    private const double WarmUpShare = 0.25;
    private const double TemperatureFactor = 0.997;

    private readonly ArchitectureWeights architecture = new(request.Costs.Space.Groups);
    private readonly ArchitectureWeights evidence = new(request.Costs.Space.Groups);
    private readonly HardwareLoss hardware = new(request.Budget, request.Costs.LatencyErrorBand);
    private readonly RandomSource noise = new(request.Options.Seed, RandomStream.GumbelNoise);
    private double temperature = HighestTemperature;

    /// <exception cref="MicroNasException">MNAS2xxx: no architecture keeps the budget. MNAS5001: the loss diverged.</exception>
    public SearchOutcome Run(IProgress<LearningProgress> progress, CancellationToken cancellation)
    {
        // An impossible budget ends the search before any training.
        request.Costs.Decode(architecture.LogProbabilities(), request.Budget);

        var (options, dataset) = (request.Options, request.Dataset);
        var training = new WindowBatches(
            dataset.Training,
            dataset.Normalization,
            options.BatchSize,
            new RandomSource(options.Seed, RandomStream.TrainingOrder),
            new RandomRotation(dataset.RotationGroups, new RandomSource(options.Seed, RandomStream.Augmentation)));
        var validation = new WindowBatches(
            dataset.Validation,
            dataset.Normalization,
            options.BatchSize,
            new RandomSource(options.Seed, RandomStream.ValidationOrder),
            rotation: null);

        using var network = new SuperNetwork(
            request.Costs.Space, new RandomSource(options.Seed, RandomStream.InitialWeights), options.Precision);
        using var workers = new ShardWorkers();
        var step = new SearchStep(network, workers, DropoutRate, options.Seed);
        var optimizer = new AdamOptimizer(network.Parameters, GradientNorm);
        var warmUpEpochs = (int)(options.Epochs * WarmUpShare);
        var architectureSteps = (options.Epochs - warmUpEpochs) * training.BatchesPerEpoch;
        var schedule = new CosineSchedule(HighestArchitectureRate, LowestArchitectureRate, architectureSteps);
        var history = new List<LearningProgress>();
        for (var epoch = 1; epoch <= options.Epochs; epoch++)
        {
            var totals = default(EpochTotals);
            for (var i = 0; i < training.BatchesPerEpoch; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                // Untrained filters would lose against those that every width shares, and the search would end with small networks.
                var rate = epoch > warmUpEpochs ? schedule.At(((epoch - warmUpEpochs - 1) * training.BatchesPerEpoch) + i) : 0;
                StepArchitecture(step, validation.Next(), rate, ref totals);
                cancellation.ThrowIfCancellationRequested();
                StepWeights(step, training.Next(), optimizer, ref totals);
                if (!double.IsFinite(totals.LossSum))
                {
                    throw Diverged(epoch, i);
                }

                temperature = Math.Max(LowestTemperature, temperature * TemperatureFactor);
            }

            history.Add(Report(epoch, totals));
            progress.Report(history[^1]);
        }

        var tournament = new CandidateTournament(request, workers);
        var found = tournament.Pick(Candidates(), progress, cancellation);
        return new SearchOutcome(found, request.Costs.Evaluate(found), [.. history, .. tournament.History]);
    }

    /// <summary>The most probable architecture by α (design of the paper) and one for each way to lean where the evidence is faint; all keep the budget.</summary>
    private List<Architecture> Candidates()
    {
        var space = request.Costs.Space;
        return [.. DecodingStyle.All
            .Select(style => DecodingScores.Of(evidence, space, style))
            .Append(architecture.LogProbabilities())
            .Select(scores => request.Costs.Decode(scores, request.Budget))
            .Distinct()];
    }

    private void StepArchitecture(SearchStep step, WindowBatch batch, double learningRate, ref EpochTotals totals)
    {
        var sample = architecture.Sample(temperature, noise);
        var learnt = ArchitectureWeights.Gradient(sample, step.ArchitectureGradient(batch, sample), temperature);
        architecture.Descend(learnt, learningRate);
        evidence.Descend(learnt, learningRate);

        // The cost is taken without noise: half of the noisy samples lie above a limit that the expectation keeps, and would
        // push it far below.
        var probabilities = architecture.Probabilities();
        var gradient = probabilities.Select(options => new double[options.Length]).ToArray();
        hardware.Add(request.Costs.Expect(probabilities), gradient);
        architecture.Descend(ArchitectureWeights.Gradient(probabilities, gradient, temperature: 1), learningRate);
        totals.ValidationCorrect += step.Correct;
        totals.ValidationCount += batch.Count;
    }

    private void StepWeights(SearchStep step, WindowBatch batch, AdamOptimizer optimizer, ref EpochTotals totals)
    {
        optimizer.Step(step.WeightGradient(batch, architecture.Sample(temperature, noise)), WeightRate);
        totals.LossSum += step.Loss;
        totals.Steps++;
    }

    private LearningProgress Report(int epoch, EpochTotals totals)
    {
        var cost = request.Costs.Expect(architecture.Probabilities());
        return new LearningProgress(
            epoch,
            request.Options.Epochs,
            totals.LossSum / totals.Steps,
            (double)totals.ValidationCorrect / totals.ValidationCount,
            cost.LatencyMilliseconds,
            cost.MemoryBytes,
            temperature);
    }

    private static MicroNasException Diverged(int epoch, int step) => new(Diagnostic.Error(
        DiagnosticCodes.SearchDiverged,
        FormattableString.Invariant($"The search's loss is no longer a number in epoch {epoch}, step {step + 1}. ")
        + "Look for extreme values in the windows (inspect the data set's statistics), or choose another search seed."));

    private struct EpochTotals
    {
        public double LossSum;
        public int Steps;
        public long ValidationCorrect;
        public long ValidationCount;
    }
}
