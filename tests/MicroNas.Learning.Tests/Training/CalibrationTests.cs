using MicroNas.Core.Architectures;
using MicroNas.Core.Quantization;
using MicroNas.Learning.Training;

namespace MicroNas.Learning.Tests.Training;

public sealed class CalibrationTests
{
    /// <summary>Pooling and reshaping cannot change a scale, so their ranges have to stay those of what they read.</summary>
    [Fact]
    public void Headroom_is_that_of_every_range_but_the_fixed_ones()
    {
        var graph = TinyNetwork.Graph;
        var measured = Enumerable.Range(0, graph.Tensors.Count).ToDictionary(index => index, index => new ActivationRange(-index, 2 * index + 1));

        var wide = new Calibration(new Dictionary<string, (float[], float[])>(), measured).WithHeadroom(graph).Ranges;

        var softmax = graph.Operators.OfType<SoftmaxOperator>().Single().Output;
        foreach (var (index, range) in measured)
        {
            Assert.Equal(index == 0 || index == softmax ? range : new ActivationRange(1.5f * range.Minimum, 1.5f * range.Maximum), wide[index]);
        }
    }
}
