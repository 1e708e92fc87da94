using System.Text.Json;

using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Learning.Checkpoints;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Augmentation;

namespace MicroNas.Learning.Search;

/// <summary>Differentiable search under hardware limits (paper, algorithm 1): α and the weights of a super-network are learnt in turns.</summary>
internal sealed class SuperNetworkSearch : ICheckpointed, IDisposable
{
    private const double GradientNorm = 5;
    private const double DropoutRate = 0.3;

    // Of τ: above it, the noise of Eq. 3 outweighs most of what α says.
    private const double HighestFinalTemperature = 1;

    private readonly SearchRequest request;
    private readonly SuperNetworkSettings settings;
    private readonly LearningRun run;
    private readonly ArchitectureWeights architecture;
    private readonly ArchitectureWeights evidence;
    private readonly double latencyError;
    private readonly HardwareLoss hardware;
    private readonly RandomSource noise;
    private readonly WindowBatches training;
    private readonly WindowBatches validation;
    private readonly SuperNetwork network;
    private readonly SearchStep step;
    private readonly AdamOptimizer optimizer;
    private readonly List<LearningProgress> history = [];
    private int stepsDone;
    private EpochTotals totals;

    private SuperNetworkSearch(SearchRequest request, SuperNetworkSettings settings, LearningRun run)
    {
        (this.request, this.settings, this.run) = (request, settings, run);
        var (options, dataset, space) = (request.Options, request.Dataset, request.Costs.Space);
        architecture = new ArchitectureWeights(space.Groups);
        evidence = new ArchitectureWeights(space.Groups);
        latencyError = settings.ErrorBandInLimit ? request.Costs.LatencyErrorBand : 0;
        hardware = new HardwareLoss(request.Budget, latencyError);
        noise = new RandomSource(options.Seed, RandomStream.GumbelNoise);
        training = new WindowBatches(
            dataset.Training,
            dataset.Normalization,
            options.BatchSize,
            new RandomSource(options.Seed, RandomStream.TrainingOrder),
            settings.Augmentation
                ? new WindowAugmentation(dataset, new RandomSource(options.Seed, RandomStream.Augmentation))
                : null);
        validation = new WindowBatches(
            dataset.Validation,
            dataset.Normalization,
            options.BatchSize,
            new RandomSource(options.Seed, RandomStream.ValidationOrder),
            augmentation: null);
        network = new SuperNetwork(space, new RandomSource(options.Seed, RandomStream.InitialWeights), options.Precision);
        step = new SearchStep(
            network, run.Workers, Math.Max(training.BatchSize, validation.BatchSize), DropoutRate, options.Seed);
        optimizer = new AdamOptimizer(network.Parameters, GradientNorm);
    }

    private int StepsPerEpoch => training.BatchesPerEpoch;

    /// <summary>Learns, or remembers what an interrupted run has learnt.</summary>
    /// <exception cref="MicroNasException">MNAS5001: the loss diverged, at half the learning rate too.</exception>
    public static LearntDecisions Learn(SearchRequest request, SuperNetworkSettings settings, LearningRun run) =>
        run.Journal.Once("super-network", () => run.RetryAtHalfRate(
            DiagnosticCodes.SearchDiverged, "the search", "search.seed", factor =>
            {
                using var search = new SuperNetworkSearch(request, settings.AtRate(factor), run);
                run.Journal.Attach("state", search);
                return search.Run();
            }));

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(stepsDone);
        totals.Save(writer);
        writer.Write(JsonSerializer.Serialize(history));
        StateValues.Save(writer, network.Parameters);
        foreach (var part in Parts())
        {
            part.Save(writer);
        }
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader reader)
    {
        stepsDone = reader.ReadInt32();
        totals = EpochTotals.Restore(reader);
        history.AddRange(JsonSerializer.Deserialize<List<LearningProgress>>(reader.ReadString())!);
        StateValues.Restore(reader, network.Parameters);
        foreach (var part in Parts())
        {
            part.Restore(reader);
        }
    }

    public void Dispose()
    {
        step.Dispose();
        network.Dispose();
    }

    private IEnumerable<ICheckpointed> Parts() => [architecture, evidence, noise, training, validation, step, optimizer];

    private LearntDecisions Run()
    {
        var epochs = request.Options.Epochs;
        var steps = epochs * StepsPerEpoch;
        var warmUpSteps = (int)(epochs * settings.WarmUpShare) * StepsPerEpoch;
        var schedule = new CosineSchedule(settings.HighestArchitectureRate, settings.LowestArchitectureRate, steps - warmUpSteps);
        while (stepsDone < steps)
        {
            var (epoch, stepOfEpoch) = ((stepsDone / StepsPerEpoch) + 1, (stepsDone % StepsPerEpoch) + 1);
            var temperature = settings.Temperature.At(stepsDone, steps);

            // Untrained filters would lose against those that every width shares, and the search would end with small networks.
            if (stepsDone < warmUpSteps)
            {
                JudgeArchitecture(temperature);
            }
            else
            {
                StepArchitecture(temperature, schedule.At(stepsDone - warmUpSteps));
            }

            DivergenceCheck.Step(step.Loss, epoch, stepOfEpoch);
            StepWeights(temperature);
            DivergenceCheck.Step(totals.LossSum, epoch, stepOfEpoch);
            stepsDone++;
            if (stepOfEpoch < StepsPerEpoch)
            {
                run.Journal.StepDone();
                continue;
            }

            DivergenceCheck.Epoch(totals.Loss, request.Costs.Space.Classes, network.Parameters, epoch, stepOfEpoch);
            history.Add(Describe(epoch, temperature));
            totals = default;
            run.Progress.Report(history[^1]);
            run.Journal.EpochDone();
        }

        if (history[^1].Temperature > HighestFinalTemperature)
        {
            run.Note(FormattableString.Invariant($"The search's temperature has only fallen to {history[^1].Temperature:0.00} at the end (steps: {steps}), ")
                + "so that options were hardly weighed against each other. More search.epochs, or a smaller search.batch, give it the steps.");
        }

        return new LearntDecisions([.. architecture.LogProbabilities()], [.. evidence.LogProbabilities()], history);
    }

    /// <summary>A step of α that leaves it as it is: what it would draw is drawn, for all that follows to be the same.</summary>
    private void JudgeArchitecture(double temperature)
    {
        var batch = validation.NextForStep();
        step.Judge(batch, Sample(temperature), settings.DropoutInArchitectureStep, training.Prepare);
        totals.AddValidation(step.Correct, batch.Count);
    }

    private void StepArchitecture(double temperature, double learningRate)
    {
        var batch = validation.NextForStep();
        var sample = Sample(temperature);
        var gradient = step.ArchitectureGradient(batch, sample, settings.DropoutInArchitectureStep, training.Prepare);
        totals.AddValidation(step.Correct, batch.Count);
        var learnt = ArchitectureWeights.Gradient(sample, gradient, temperature);
        architecture.Descend(learnt, learningRate);
        evidence.Descend(learnt, learningRate);
        if (settings.HardwareCost)
        {
            // The cost of softmax(α) is that after the step above; the sample's is the one that the step began with.
            var (probabilities, scale) = settings.CostOfSample ? (sample, temperature) : (architecture.Probabilities(), 1.0);
            var costGradient = probabilities.Select(options => new double[options.Length]).ToArray();
            hardware.Add(request.Costs.Expect(probabilities), costGradient);
            architecture.Descend(ArchitectureWeights.Gradient(probabilities, costGradient, scale), learningRate);
        }
    }

    private void StepWeights(double temperature)
    {
        optimizer.Step(step.WeightGradient(training.NextForStep(), Sample(temperature), validation.Prepare), settings.WeightRate);
        totals.AddTraining(step.Loss);
    }

    private IReadOnlyList<double[]> Sample(double temperature) =>
        architecture.Sample(temperature, settings.GumbelNoise ? noise : null);

    private LearningProgress Describe(int epoch, double temperature)
    {
        var (cost, options) = (request.Costs.Expect(architecture.Probabilities()), request.Options);
        return new LearningProgress(
            epoch, options.Epochs, totals.Loss, totals.Accuracy, cost.LatencyMilliseconds * (1 + latencyError), cost.MemoryBytes, temperature)
        { ExpectedFlashBytes = cost.FlashBytes, TrialsFollow = options.HasTrials() };
    }
}
