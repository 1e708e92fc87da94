using MicroNas.Core.Latency;

namespace MicroNas.Core.Architectures;

/// <summary>The operators that cells can lower to, by numbers of filters; the same that <see cref="ArchitectureLowering"/> makes.</summary>
internal static class CellShapes
{
    public static OperatorShape TimeReduce(TimeReduceCell cell, int kernel, int inputFilters, int outputFilters) =>
        Convolution(cell.Input with { Channels = inputFilters }, kernel, 1, 2, 1, outputFilters);

    public static OperatorShape Skip(SensorFusionCell cell, int inputFilters, int outputFilters) =>
        Convolution(cell.Input with { Channels = inputFilters }, 1, cell.Stride, 1, cell.Stride, outputFilters);

    public static OperatorShape Fusion(SensorFusionCell cell, int inputFilters, int fusionFilters) =>
        Convolution(cell.Input with { Channels = inputFilters }, 1, cell.Input.Sensors, 1, cell.Stride, fusionFilters);

    public static OperatorShape Kernel(SensorFusionCell cell, int kernel, int fusionFilters, int outputFilters) =>
        Convolution(cell.Output with { Channels = fusionFilters }, kernel, 1, 1, 1, outputFilters);

    public static OperatorShape Add(SensorFusionCell cell, int outputFilters)
    {
        var shape = cell.Output with { Channels = outputFilters };
        return new OperatorShape(OperatorKind.Add, shape, shape);
    }

    /// <summary>Output convolution, pool, reshape and softmax behind a last cell with so many filters.</summary>
    public static IReadOnlyList<OperatorShape> Tail(SearchSpace space, int filters)
    {
        var map = space.Cells[^1].Output with { Channels = filters };
        var vector = new TensorShape(1, 1, space.Classes);
        var convolution = Convolution(map, 1, 1, 1, 1, space.Classes);
        return
        [
            convolution,
            new OperatorShape(OperatorKind.GlobalAveragePool, convolution.Output, vector),
            new OperatorShape(OperatorKind.Reshape, vector, vector),
            new OperatorShape(OperatorKind.Softmax, vector, vector),
        ];
    }

    private static OperatorShape Convolution(TensorShape input, int kernelTime, int kernelSensors, int strideTime, int strideSensors, int filters)
    {
        var output = new TensorShape(
            (input.Time + strideTime - 1) / strideTime, (input.Sensors + strideSensors - 1) / strideSensors, filters);
        return new OperatorShape(OperatorKind.Convolution, input, output, kernelTime, kernelSensors, strideTime, strideSensors);
    }
}
