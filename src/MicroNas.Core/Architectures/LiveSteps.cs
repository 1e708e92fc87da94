using MicroNas.Core.Latency;

namespace MicroNas.Core.Architectures;

/// <summary>The steps of a search space with the bytes that are alive in them, in the order of <see cref="ArchitectureLowering"/>.</summary>
internal static class LiveSteps
{
    /// <summary>Time-Reduce: by kernel, [input filters, output filters].</summary>
    public static CostTable[] TimeReduce(TimeReduceCell cell, IRuntimeFootprint footprint) =>
    [
        .. cell.KernelLengths.Select(kernel => new CostTable(
            cell.InputFilterOptions.Count,
            cell.OutputFilterOptions.Count,
            (i, j) => Working(CellShapes.TimeReduce(cell, kernel, cell.InputFilterOptions[i], cell.OutputFilterOptions[j]), footprint))),
    ];

    /// <summary>Steps of a Sensor-Fusion cell that is not the identity.</summary>
    public static LiveStep[] SensorFusion(SensorFusionCell cell, IRuntimeFootprint footprint)
    {
        var inputs = cell.InputFilterOptions;
        var middle = cell.FusionFilterOptions;
        var outputs = cell.OutputFilterOptions;
        var count = cell.Kernels.Count;
        double[] output = [.. outputs.Select(filters => footprint.TensorBytes(cell.Output with { Channels = filters }))];
        double[] fused = [.. middle.Select(filters => footprint.TensorBytes(cell.Output with { Channels = filters }))];
        var steps = new List<LiveStep>
        {
            new(
                new CostTable(inputs.Count, outputs.Count, (i, j) => Working(CellShapes.Skip(cell, inputs[i], outputs[j]), footprint)),
                FilterWidth.Input, FilterWidth.Output, BranchProbabilities.Skip, 0, 0, output, FilterWidth.Output),
            new(
                new CostTable(inputs.Count, middle.Count, (i, j) => Working(CellShapes.Fusion(cell, inputs[i], middle[j]), footprint)),
                FilterWidth.Input, FilterWidth.Fusion, BranchProbabilities.AllKernels(count), 0, BranchProbabilities.Skip, output, FilterWidth.Output),
        };
        for (var kernel = 0; kernel < count; kernel++)
        {
            var own = BranchProbabilities.Kernel(kernel);
            var before = BranchProbabilities.Before(kernel);
            var length = cell.KernelLengths[kernel];
            steps.Add(new LiveStep(
                new CostTable(middle.Count, outputs.Count, (i, j) => Working(CellShapes.Kernel(cell, length, middle[i], outputs[j]), footprint)),
                FilterWidth.Fusion, FilterWidth.Output, own, 0, before, output, FilterWidth.Output));
            var addTensors = footprint.AddsInPlace ? 2 : 3;
            steps.Add(new LiveStep(
                new CostTable(middle.Count, outputs.Count, (_, j) => addTensors * output[j]),
                FilterWidth.Fusion, FilterWidth.Output, own, before, BranchProbabilities.After(kernel, count), fused, FilterWidth.Fusion));
        }

        return [.. steps];
    }

    /// <summary>Steps behind the last cell: by step, by output filter option of that cell.</summary>
    public static double[][] Tail(SearchSpace space, IRuntimeFootprint footprint)
    {
        var byFilters = space.Cells[^1].OutputFilterOptions.Select(filters => CellShapes.Tail(space, filters)).ToArray();
        return
        [
            .. Enumerable.Range(0, byFilters[0].Count).Select(step =>
                byFilters.Select(shapes => (double)Working(shapes[step], footprint)).ToArray()),
        ];
    }

    private static int Working(OperatorShape shape, IRuntimeFootprint footprint)
    {
        var shared = shape.Kind == OperatorKind.Reshape && footprint.AddsInPlace;
        return footprint.TensorBytes(shape.Input) + (shared ? 0 : footprint.TensorBytes(shape.Output)) + footprint.ScratchBytes(shape);
    }
}
