using MicroNas.Core.Architectures;
using MicroNas.Core.Quantization;
using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Training;

/// <summary>Measures batch norm's statistics and the activations' ranges on a number of batches.</summary>
internal sealed class Calibrator(TrainingNetwork network, IReadOnlyList<WindowBatch> batches)
{
    /// <summary>Share of an activation's values that its range keeps; the few beyond would cost all others resolution.</summary>
    private const double Percentile = 0.9995;

    private readonly OperatorGraph graph = network.Graph;

    /// <param name="inputRange">The largest value that an input can have.</param>
    public Calibration Run(float inputRange, CancellationToken cancellation)
    {
        using var constant = no_grad();
        var frozen = RunWithoutRanges(cancellation);
        return frozen with { Ranges = MeasureRanges(frozen, inputRange, cancellation) };
    }

    /// <summary>Batch norm's statistics alone: what a float network needs to be judged.</summary>
    public Calibration RunWithoutRanges(CancellationToken cancellation)
    {
        using var constant = no_grad();
        return new Calibration(MeasureStatistics(cancellation), new Dictionary<int, ActivationRange>());
    }

    private Dictionary<string, (float[] Mean, float[] Variance)> MeasureStatistics(CancellationToken cancellation)
    {
        var sums = network.Convolutions.ToDictionary(
            pair => pair.Key,
            pair => (Mean: new double[pair.Value.Geometry.Filters], Variance: new double[pair.Value.Geometry.Filters]));
        foreach (var batch in batches)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            GraphExecutor.Run(
                graph,
                batch.Shard(0, 1).Values,
                (operation, values) =>
                {
                    var result = network.Convolutions[operation.Name].Forward(values, factor: null, out var mean, out var variance);
                    AddTo(sums[operation.Name].Mean, mean);
                    AddTo(sums[operation.Name].Variance, variance);
                    return result;
                },
                (_, values) => values);
        }

        return sums.ToDictionary(pair => pair.Key, pair => (Average(pair.Value.Mean), Average(pair.Value.Variance)));
    }

    private Dictionary<int, ActivationRange> MeasureRanges(Calibration frozen, float inputRange, CancellationToken cancellation)
    {
        var sums = new (double Minimum, double Maximum)[graph.Tensors.Count];
        foreach (var batch in batches)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            network.ForwardFrozen(batch.Shard(0, 1).Values, frozen, (index, values) =>
            {
                var (minimum, maximum) = Bounds(values);
                sums[index] = (sums[index].Minimum + minimum, sums[index].Maximum + maximum);
            });
        }

        var ranges = new Dictionary<int, ActivationRange>
        {
            [0] = new(-inputRange, inputRange),
        };
        foreach (var operation in graph.Operators)
        {
            ranges[operation.Output] = operation switch
            {
                GlobalAveragePoolOperator or ReshapeOperator => ranges[operation.Inputs[0]],
                SoftmaxOperator => new ActivationRange(0, 255f / 256), // TFLite's fixed scale of 1/256
                ConvolutionOperator { FusedRelu: true } => new ActivationRange(0, Mean(sums[operation.Output].Maximum)),
                _ => new ActivationRange(Mean(sums[operation.Output].Minimum), Mean(sums[operation.Output].Maximum)),
            };
        }

        return ranges;
    }

    private static (double Minimum, double Maximum) Bounds(Tensor values)
    {
        var flat = values.flatten();
        var beyond = (long)(flat.numel() * (1 - Percentile));
        return (
            Math.Min(0, flat.kthvalue(beyond + 1, 0).values.Value<float>()),
            Math.Max(0, flat.kthvalue(flat.numel() - beyond, 0).values.Value<float>()));
    }

    private static void AddTo(double[] sums, Tensor values)
    {
        var added = values.data<float>().ToArray();
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += added[i];
        }
    }

    private float Mean(double sum) => (float)(sum / batches.Count);

    private float[] Average(double[] sums) => [.. sums.Select(Mean)];
}
