using MicroNas.Core.Architectures;
using MicroNas.Core.Latency;

namespace MicroNas.Learning.Training;

/// <summary>What the training recipe asks of a graph.</summary>
internal static class GraphFacts
{
    /// <summary>Of one window.</summary>
    public static long MultiplyAccumulates(OperatorGraph graph) =>
        graph.Operators.Sum(node => OperatorFeatures.MultiplyAccumulates(OperatorShapes.Of(graph, node)));

    /// <summary>
    /// Tensors at the end of a Sensor-Fusion cell: where dropout acts. A cell is what shares the part of the operators'
    /// names before the slash; a Time-Reduce cell is one that halves the time axis.
    /// </summary>
    public static IReadOnlySet<int> FusionCellOutputs(OperatorGraph graph) => graph.Operators
        .GroupBy(operation => operation.Name.Split('/')[0])
        .Where(cell => cell.Key.StartsWith("cell", StringComparison.Ordinal)
            && cell.OfType<ConvolutionOperator>().All(operation => operation.StrideTime == 1))
        .Select(cell => cell.Last().Output)
        .ToHashSet();

    /// <summary>Dropout that suits the network's size: small ones cannot spare any capacity.</summary>
    public static double DropoutRate(OperatorGraph graph) => MultiplyAccumulates(graph) switch
    {
        < 400_000 => 0,
        < 1_000_000 => 0.1,
        < 2_000_000 => 0.2,
        _ => 0.3,
    };
}
