using System.Text.Json;

using MicroNas.Core.Configuration;
using MicroNas.Learning.Checkpoints;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Direct;

namespace MicroNas.Learning.Training;

/// <summary>Weights learnt by Adam, batch after batch: the one loop behind a candidate's trial and both phases of the final training.</summary>
internal sealed class TrainingLoop : ICheckpointed
{
    private readonly TrainingNetwork network;
    private readonly WindowBatches windows;
    private readonly RunJournal journal;
    private readonly ShardWorkers workers;
    private readonly LossOptions loss;
    private readonly AdamOptimizer optimizer;
    private readonly CosineSchedule rates;
    private readonly DropoutSource[] dropout;
    private readonly List<EpochResult> history = [];
    private int stepsDone;
    private double lossSum;
    private long correct;

    /// <param name="windows">What is learnt from.</param>
    /// <param name="dropoutRate">0: none.</param>
    /// <param name="seed">Of the dropout.</param>
    /// <param name="loss">Null: the plain one.</param>
    public TrainingLoop(
        TrainingNetwork network, WindowBatches windows, LearningRun run, TrainingSchedule schedule, double dropoutRate, int seed,
        LossOptions? loss = null)
    {
        (this.network, this.windows, journal, workers) = (network, windows, run.Journal, run.Workers);
        this.loss = loss ?? LossOptions.Plain;
        optimizer = new AdamOptimizer(network.Parameters);
        rates = new CosineSchedule(
            schedule.LearningRate,
            lowest: schedule.Fall == LearningRateFall.None ? schedule.LearningRate : 0,
            schedule.Epochs * windows.BatchesPerEpoch,
            schedule.WarmUpEpochs * windows.BatchesPerEpoch);
        dropout = DropoutSource.ForShards(dropoutRate, seed);
    }

    /// <summary>One record an epoch.</summary>
    public IReadOnlyList<EpochResult> History => history;

    /// <summary>Goes on in float up to the end of epoch <paramref name="lastEpoch"/>; returns at once when it is reached already.</summary>
    /// <param name="report">Called after each epoch.</param>
    /// <exception cref="DivergenceException">The loss diverged.</exception>
    public void RunFloat(int lastEpoch, Action<EpochResult>? report = null)
    {
        if (stepsDone >= lastEpoch * windows.BatchesPerEpoch)
        {
            return;
        }

        using var gradient = new DirectGradient(
            network.Parameters, workers, windows.BatchSize, (_, count) => DirectNetwork.Build(network, loss, count));
        Run(lastEpoch, batch => gradient.Compute(batch, dropout, windows.Prepare), report, isOver: null);
    }

    /// <summary>The same, fake-quantized.</summary>
    /// <param name="isOver">Asked before each epoch whether to end already.</param>
    /// <exception cref="DivergenceException">The loss diverged.</exception>
    public void RunQuantized(int lastEpoch, Calibration calibration, Action<EpochResult> report, Func<bool> isOver)
    {
        var gradient = new ShardedGradient(network.Parameters, workers, loss);
        Run(
            lastEpoch,
            batch => gradient.Compute(
                batch, (values, shard) => network.ForwardQuantized(values, calibration, dropout[shard]), windows.Prepare),
            report,
            isOver);
    }

    private void Run(int lastEpoch, Func<WindowBatch, BatchGradient> compute, Action<EpochResult>? report, Func<bool>? isOver)
    {
        var stepsPerEpoch = windows.BatchesPerEpoch;
        while (stepsDone < lastEpoch * stepsPerEpoch)
        {
            var (epoch, step) = ((stepsDone / stepsPerEpoch) + 1, (stepsDone % stepsPerEpoch) + 1);
            if (step == 1 && isOver is not null && isOver())
            {
                break;
            }

            var gradient = compute(windows.NextForStep());
            DivergenceCheck.Step(gradient.Loss, epoch, step);
            optimizer.Step(gradient.Values, rates.At(stepsDone));
            lossSum += gradient.Loss;
            correct += gradient.Correct;
            stepsDone++;
            if (step < stepsPerEpoch)
            {
                journal.StepDone();
                continue;
            }

            var result = new EpochResult(epoch, lossSum / stepsPerEpoch, (double)correct / (stepsPerEpoch * windows.BatchSize));
            DivergenceCheck.Epoch(result.Loss, network.Graph.Output.Channels, network.Parameters, epoch, step);
            (lossSum, correct) = (0, 0);
            history.Add(result);
            report?.Invoke(result);
            journal.EpochDone();
        }
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(stepsDone);
        writer.Write(lossSum);
        writer.Write(correct);
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
        lossSum = reader.ReadDouble();
        correct = reader.ReadInt64();
        history.AddRange(JsonSerializer.Deserialize<List<EpochResult>>(reader.ReadString())!);
        StateValues.Restore(reader, network.Parameters);
        foreach (var part in Parts())
        {
            part.Restore(reader);
        }
    }

    private IEnumerable<ICheckpointed> Parts() => [windows, optimizer, .. dropout];
}
