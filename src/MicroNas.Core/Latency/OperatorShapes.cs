using MicroNas.Core.Architectures;
using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Latency;

/// <summary>The latency table's keys for the operators of a lowered network.</summary>
public static class OperatorShapes
{
    /// <summary>The shape of one operator of <paramref name="graph"/>.</summary>
    public static OperatorShape Of(OperatorGraph graph, GraphOperator graphOperator)
    {
        var input = graph.Tensors[graphOperator.Inputs[0]];
        var output = graph.Tensors[graphOperator.Output];
        return graphOperator switch
        {
            ConvolutionOperator convolution => new OperatorShape(
                OperatorKind.Convolution, input, output,
                convolution.KernelTime, convolution.KernelSensors, convolution.StrideTime, convolution.StrideSensors),
            AddOperator => new OperatorShape(OperatorKind.Add, input, output),
            GlobalAveragePoolOperator => new OperatorShape(OperatorKind.GlobalAveragePool, input, output),
            ReshapeOperator => new OperatorShape(OperatorKind.Reshape, input, output),
            SoftmaxOperator => new OperatorShape(OperatorKind.Softmax, input, output),
            _ => throw new ArgumentException($"No latency is known for a {graphOperator.GetType().Name}.", nameof(graphOperator)),
        };
    }

    /// <summary>The operators of a network in the ways that the emitter took, in execution order.</summary>
    /// <param name="graph">The network as it was lowered.</param>
    /// <param name="model">The validated model that was made of it, operator by operator.</param>
    /// <param name="schedule">Of the model.</param>
    public static IReadOnlyList<OperatorShape> AsEmitted(OperatorGraph graph, QuantizedModel model, KernelSchedule schedule) =>
    [
        .. graph.Operators.Select((node, index) => Of(graph, node) with
        {
            Way = schedule.Convolutions[index],
            LongRequantization = !RequantizationForm.IsQuick(model, model.Operators[index]),
        }),
    ];
}
