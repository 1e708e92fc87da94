using MicroNas.Core.Architectures;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Verification;

/// <summary>
/// Measures the layers on one window at a time: float throughout, int8 throughout, and int8 in one layer alone. One instance
/// serves one thread.
/// </summary>
internal sealed class LayerProbe(OperatorGraph graph, FloatInterpreter network, LayerRounding rounding, QuantizedModel model)
{
    private readonly Int8Interpreter int8 = new(model);
    private readonly sbyte[] int8Output = new sbyte[graph.Output.Elements];
    private readonly float[][] reference = network.NewActivations();
    private readonly float[][] scratch = network.NewActivations();
    private readonly int probabilities = graph.Operators[^1].Output;
    private readonly int scores = graph.Operators[^1].Inputs[0];

    /// <param name="window">Standardised, T x S.</param>
    /// <param name="quantized">The same window as the int8 model reads it.</param>
    /// <param name="label">Its class.</param>
    /// <param name="layers">The operators to measure, in execution order.</param>
    /// <returns>The input's noise, then that of each layer.</returns>
    public LayerNoise[] Measure(ReadOnlySpan<float> window, ReadOnlySpan<sbyte> quantized, int label, IReadOnlyList<GraphOperator> layers)
    {
        window.CopyTo(reference[0]);
        network.Run(reference);
        int8.Run(quantized, int8Output);
        var result = new LayerNoise[layers.Count + 1];

        // From the last layer to the first: what stands before the layer in question is still the float network's.
        var mixed = (float[][])reference.Clone();
        var position = layers.Count;
        for (var first = graph.Operators.Count - 1; first >= 0; first--)
        {
            var step = graph.Operators[first];
            mixed[step.Output] = scratch[step.Output];
            if (position > 0 && ReferenceEquals(step, layers[position - 1]))
            {
                rounding.Run(step, mixed);
                RunFrom(first + 1, mixed);
                result[position--] = Compare(step.Output, mixed, label);
            }
        }

        mixed[0] = scratch[0];
        reference[0].CopyTo(mixed[0], 0);
        rounding.Round(0, mixed[0]);
        RunFrom(0, mixed);
        result[0] = Compare(0, mixed, label);
        return result;
    }

    private void RunFrom(int first, float[][] activations)
    {
        for (var i = first; i < graph.Operators.Count; i++)
        {
            network.Run(graph.Operators[i], activations);
        }
    }

    private LayerNoise Compare(int tensor, float[][] mixed, int label)
    {
        var (signal, noise) = (0.0, 0.0);
        var actual = int8.Activation(tensor);
        for (var i = 0; i < actual.Length; i++)
        {
            double value = reference[tensor][i];
            signal += value * value;
            var difference = value - rounding.Real(tensor, actual[i]);
            noise += difference * difference;
        }

        var before = QuantizationAnalysis.IndexOfLargest(reference[probabilities]);
        var after = QuantizationAnalysis.IndexOfLargest(mixed[probabilities]);
        return new LayerNoise(
            signal,
            noise,
            ScoreNoise(mixed),
            before == after ? 0 : 1,
            (before == label ? 1 : 0) - (after == label ? 1 : 0));
    }

    /// <summary>A shift of all scores alike changes no probability, so it is no noise.</summary>
    private double ScoreNoise(float[][] mixed)
    {
        var differences = mixed[scores].Zip(reference[scores], (left, right) => (double)left - right).ToArray();
        var shift = differences.Average();
        return differences.Sum(difference => (difference - shift) * (difference - shift));
    }
}
