using MicroNas.Core.Latency;

namespace MicroNas.Core.Architectures;

/// <summary>What each operator of one cell costs in one measure, for every number of filters.</summary>
internal sealed class CellCostTables
{
    private CellCostTables(CostTable[] reduce, CostTable? skip, CostTable? fusion, CostTable[] kernels, double[] add)
    {
        Reduce = reduce;
        Skip = skip;
        Fusion = fusion;
        Kernels = kernels;
        Add = add;
    }

    /// <summary>Time-Reduce: by kernel, [input filters, output filters].</summary>
    public CostTable[] Reduce { get; }

    /// <summary>[input filters, output filters].</summary>
    public CostTable? Skip { get; }

    /// <summary>[input filters, fusion filters].</summary>
    public CostTable? Fusion { get; }

    /// <summary>By kernel, [fusion filters, output filters].</summary>
    public CostTable[] Kernels { get; }

    /// <summary>[output filters].</summary>
    public double[] Add { get; }

    public static CellCostTables Of(SearchCell cell, Func<OperatorShape, double> cost)
    {
        var inputs = cell.InputFilterOptions;
        var outputs = cell.OutputFilterOptions;
        if (cell is not SensorFusionCell fusion)
        {
            var timeReduce = (TimeReduceCell)cell;
            return new CellCostTables(
                [.. timeReduce.KernelLengths.Select(kernel => new CostTable(
                    inputs.Count, outputs.Count, (i, j) => cost(CellShapes.TimeReduce(timeReduce, kernel, inputs[i], outputs[j]))))],
                null, null, [], []);
        }

        var middle = fusion.FusionFilterOptions;
        return new CellCostTables(
            [],
            new CostTable(inputs.Count, outputs.Count, (i, j) => cost(CellShapes.Skip(fusion, inputs[i], outputs[j]))),
            new CostTable(inputs.Count, middle.Count, (i, j) => cost(CellShapes.Fusion(fusion, inputs[i], middle[j]))),
            [.. fusion.KernelLengths.Select(kernel => new CostTable(
                middle.Count, outputs.Count, (i, j) => cost(CellShapes.Kernel(fusion, kernel, middle[i], outputs[j]))))],
            [.. outputs.Select(filters => cost(CellShapes.Add(fusion, filters)))]);
    }
}
