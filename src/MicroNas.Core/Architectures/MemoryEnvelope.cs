using MicroNas.Core.Latency;

namespace MicroNas.Core.Architectures;

/// <summary>
/// The bytes that are alive at the fullest step of a network: a lower bound of every plan, and, over probabilities, what the
/// search differentiates. The product's own planner reaches it; TFLM's greedy planner can lie above.
/// </summary>
public static class MemoryEnvelope
{
    /// <summary>Largest sum over steps of activations and scratch; without the runtime's persistent bytes.</summary>
    public static long Of(OperatorGraph graph, IRuntimeFootprint footprint)
    {
        var last = new int[graph.Tensors.Count];
        for (var step = 0; step < graph.Operators.Count; step++)
        {
            foreach (var input in graph.Operators[step].Inputs)
            {
                last[input] = step;
            }
        }

        last[graph.Operators[^1].Output] = graph.Operators.Count;
        long alive = footprint.TensorBytes(graph.Input);
        long largest = alive;
        for (var step = 0; step < graph.Operators.Count; step++)
        {
            var node = graph.Operators[step];
            var output = footprint.TensorBytes(graph.Tensors[node.Output]);
            var overwritten = SharesInput(node, footprint) ? output : 0;
            var scratch = footprint.ScratchBytes(OperatorShapes.Of(graph, node));
            largest = Math.Max(largest, alive + output - overwritten + scratch);
            alive += output;
            foreach (var input in node.Inputs.Distinct())
            {
                alive -= last[input] == step ? footprint.TensorBytes(graph.Tensors[input]) : 0;
            }
        }

        return largest;
    }

    /// <summary>In our graphs both inputs of an ADD die with it, and a RESHAPE's input too.</summary>
    private static bool SharesInput(GraphOperator node, IRuntimeFootprint footprint) =>
        footprint.AddsInPlace && (node is AddOperator || node is ReshapeOperator);
}
