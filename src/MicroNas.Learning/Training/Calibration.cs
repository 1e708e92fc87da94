using MicroNas.Core.Architectures;
using MicroNas.Core.Quantization;

namespace MicroNas.Learning.Training;

/// <summary>What is measured once between the float and the quantized phase and stays fixed from then on.</summary>
/// <param name="Statistics">Batch norm's mean and variance, a value a filter, by the convolution's name.</param>
/// <param name="Ranges">By tensor index of the graph.</param>
internal sealed record Calibration(
    IReadOnlyDictionary<string, (float[] Mean, float[] Variance)> Statistics,
    IReadOnlyDictionary<int, ActivationRange> Ranges)
{
    private const float Headroom = 1.5f;

    /// <summary>
    /// With wider ranges for the finished model. Clipping rare peaks helps the training, but a person who was not trained on has more of
    /// them, and there it costs more than coarser steps do. The input's and softmax's ranges are fixed ones.
    /// </summary>
    public Calibration WithHeadroom(OperatorGraph graph)
    {
        var constant = graph.Operators.OfType<SoftmaxOperator>().Select(softmax => softmax.Output).Append(graph.Operators[0].Inputs[0]).ToHashSet();
        return this with
        {
            Ranges = Ranges.ToDictionary(
                pair => pair.Key,
                pair => constant.Contains(pair.Key) ? pair.Value : new ActivationRange(Headroom * pair.Value.Minimum, Headroom * pair.Value.Maximum)),
        };
    }
}
