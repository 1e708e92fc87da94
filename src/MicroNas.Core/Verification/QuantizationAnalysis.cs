using MicroNas.Core.Architectures;
using MicroNas.Core.Datasets;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Verification;

/// <summary>
/// Finds what int8 costs a trained network, and where: its float accuracy on all windows, and for each layer the noise in its
/// output and the harm that int8 does in this layer alone.
/// </summary>
public sealed class QuantizationAnalysis
{
    private const int MostLayerWindows = 500;
    private const int FewestLayerWindows = 50;

    /// <summary>Multiply-accumulates that the layers' part may take: a second or two on one core. A layer needs half of the network anew on average.</summary>
    private const double LayerWork = 1e10;

    private readonly OperatorGraph graph;
    private readonly QuantizedModel model;
    private readonly FloatInterpreter network;
    private readonly LayerRounding rounding;
    private readonly IReadOnlyList<GraphOperator> layers;

    /// <param name="graph">The architecture.</param>
    /// <param name="trained">Its float weights, one for each convolution, by name.</param>
    /// <param name="model">The int8 model that the quantizer made of both.</param>
    public QuantizationAnalysis(OperatorGraph graph, IReadOnlyDictionary<string, TrainedConvolution> trained, QuantizedModel model)
    {
        this.graph = graph;
        this.model = model;
        network = new FloatInterpreter(graph, trained);
        rounding = new LayerRounding(graph, model);
        layers = [.. graph.Operators.Where(step => step is not ReshapeOperator)];
    }

    /// <param name="windows">Windows in sensor units.</param>
    /// <param name="normalization">Standardises them.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="int8Predictions">Class of each window by the int8 model.</param>
    /// <exception cref="OperationCanceledException">It was cancelled, between two windows.</exception>
    public QuantizationReport Run(
        WindowSet windows,
        ChannelNormalization normalization,
        int classes,
        IReadOnlyList<int> int8Predictions,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(int8Predictions.Count, windows.Count);
        var parallel = new ParallelOptions { CancellationToken = cancellation };
        var standardised = new float[windows.Values.Length];
        normalization.Apply(windows.Values, standardised);
        var predictions = new int[windows.Count];
        Parallel.For(0, windows.Count, parallel, network.NewActivations, (window, _, activations) =>
        {
            Load(standardised, window, activations[0]);
            network.Run(activations);
            predictions[window] = IndexOfLargest(activations[graph.Operators[^1].Output]);
            return activations;
        }, _ => { });
        var metrics = ClassificationMetrics.Count(windows.Labels, predictions, classes);
        var (lost, won) = (Better(predictions, int8Predictions), Better(int8Predictions, predictions));

        var chosen = LayerWindows(windows.Count);
        var inputs = WindowQuantizer.QuantizeAll(windows.Select(chosen), normalization, model.Tensors[model.Input].Quantization!);
        var measured = new LayerNoise[chosen.Count][];
        Parallel.For(0, chosen.Count, parallel, () => new LayerProbe(graph, network, rounding, model), (i, _, probe) =>
        {
            var input = inputs.AsSpan(i * graph.Input.Elements, graph.Input.Elements);
            measured[i] = probe.Measure(Window(standardised, chosen[i]), input, windows.Labels[chosen[i]], layers);
            return probe;
        }, _ => { });
        return new QuantizationReport(
            metrics.Accuracy, metrics.MacroF1, (double)(lost - won) / windows.Count, lost, won, chosen.Count, Summarize(measured));

        int Better(IReadOnlyList<int> right, IReadOnlyList<int> wrong) => windows.Labels
            .Where((label, window) => right[window] == label && wrong[window] != label).Count();
    }

    private IReadOnlyList<LayerQuantizationReport> Summarize(LayerNoise[][] measured)
    {
        // One sum after the other, so that the result does not depend on the threads.
        var sums = Enumerable.Range(0, layers.Count + 1)
            .Select(layer => measured.Aggregate(default(LayerNoise), (sum, window) => sum.Plus(window[layer])))
            .ToArray();
        var scoreNoise = sums.Sum(sum => sum.ScoreNoise);
        return [.. sums.Select((sum, layer) => new LayerQuantizationReport(
            layer == 0 ? "input" : layers[layer - 1].Name,
            sum.Noise > 0 && sum.Signal > 0 ? Math.Round(10 * Math.Log10(sum.Signal / sum.Noise), 2) : null,
            scoreNoise > 0 ? Math.Round(sum.ScoreNoise / scoreNoise, 4) : 0,
            (double)sum.ChangedClasses / measured.Length,
            (double)sum.LostWindows / measured.Length))];
    }

    /// <summary>Indices spread evenly over all windows: neighbours are often one person and one activity.</summary>
    private IReadOnlyList<int> LayerWindows(int count)
    {
        var work = 0.5 * layers.Count * graph.Operators.OfType<ConvolutionOperator>().Sum(step =>
            (long)graph.Tensors[step.Output].Elements * step.KernelTime * step.KernelSensors * graph.Tensors[step.Inputs[0]].Channels);
        var chosen = Math.Min(count, (int)Math.Clamp(LayerWork / work, FewestLayerWindows, MostLayerWindows));
        return [.. Enumerable.Range(0, chosen).Select(i => (int)((long)i * count / chosen))];
    }

    private ReadOnlySpan<float> Window(float[] values, int window) =>
        values.AsSpan(window * graph.Input.Elements, graph.Input.Elements);

    private void Load(float[] values, int window, float[] target) => Window(values, window).CopyTo(target);

    internal static int IndexOfLargest(float[] values) => Array.IndexOf(values, values.Max());
}
