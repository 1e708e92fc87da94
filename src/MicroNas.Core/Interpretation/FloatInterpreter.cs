using MicroNas.Core.Architectures;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>
/// Runs a trained network in float32, as it is before quantization: what an int8 model is measured against. Nothing is
/// rounded, and nothing clipped but by ReLU.
/// </summary>
/// <remarks>It holds constants only: many threads can run it at once, each with activations of its own.</remarks>
public sealed class FloatInterpreter
{
    private readonly OperatorGraph graph;
    private readonly IReadOnlyDictionary<string, FloatConvolution> convolutions;
    private readonly int patchLength;

    /// <param name="trained">One for each convolution of the graph, by its name.</param>
    public FloatInterpreter(OperatorGraph graph, IReadOnlyDictionary<string, TrainedConvolution> trained)
    {
        this.graph = graph;
        convolutions = graph.Operators.OfType<ConvolutionOperator>()
            .ToDictionary(step => step.Name, step => new FloatConvolution(graph, step, trained[step.Name]));
        patchLength = convolutions.Values.Max(convolution => convolution.FanIn);
    }

    /// <summary>Room for every tensor of the graph, by its index: T x S x C values.</summary>
    public float[][] NewActivations() => [.. graph.Tensors.Select(shape => new float[shape.Elements])];

    /// <summary>Runs all operators: tensor 0 holds the standardised window, the others are written.</summary>
    public void Run(float[][] activations)
    {
        foreach (var step in graph.Operators)
        {
            Run(step, activations);
        }
    }

    /// <summary>Runs one operator: reads its inputs and writes its output.</summary>
    public void Run(GraphOperator step, float[][] activations)
    {
        var (source, target) = (activations[step.Inputs[0]], activations[step.Output]);
        switch (step)
        {
            case ConvolutionOperator:
                convolutions[step.Name].Run(source, target, stackalloc float[patchLength]);
                break;
            case AddOperator:
                var other = activations[step.Inputs[1]];
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = source[i] + other[i];
                }

                break;
            case GlobalAveragePoolOperator:
                Average(source, target);
                break;
            case ReshapeOperator:
                source.CopyTo(target, 0);
                break;
            case SoftmaxOperator:
                Softmax(source, target);
                break;
            default:
                throw new ArgumentException($"Operator {step.Name} is a {step.GetType().Name}, which has no float form.", nameof(step));
        }
    }

    private static void Average(ReadOnlySpan<float> source, Span<float> target)
    {
        var pixels = source.Length / target.Length;
        for (var channel = 0; channel < target.Length; channel++)
        {
            var sum = 0.0;
            for (var i = channel; i < source.Length; i += target.Length)
            {
                sum += source[i];
            }

            target[channel] = (float)(sum / pixels);
        }
    }

    private static void Softmax(float[] source, float[] target)
    {
        var largest = source.Max();
        var sum = source.Sum(value => Math.Exp(value - largest));
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = (float)(Math.Exp(source[i] - largest) / sum);
        }
    }
}
