using System.Numerics;

namespace MicroNas.Core.Architectures;

/// <summary>Every choice of every cell with its costs, taken from the tables of the expected cost.</summary>
internal static class CellArcs
{
    /// <summary>[cell][input filter option]: the choices; a last layer holds what follows the cells. Scores are 0.</summary>
    public static CellArc[][][] Create(
        SearchSpace space, SumExpectation latency, SumExpectation flash, SumExpectation persistent, LiveExpectation live)
    {
        var layers = new CellArc[space.Cells.Count + 1][][];
        foreach (var cell in space.Cells)
        {
            CellCostTables[] tables = [latency.Cells[cell.Index], flash.Cells[cell.Index], persistent.Cells[cell.Index]];
            layers[cell.Index] =
            [
                .. Enumerable.Range(0, cell.InputFilterOptions.Count).Select(input => (cell is SensorFusionCell fusion
                    ? SensorFusion(fusion, input, tables, live.FusionSteps[cell.Index])
                    : TimeReduce(cell, input, tables, live.ReduceSteps[cell.Index])).ToArray()),
            ];
        }

        layers[^1] =
        [
            .. Enumerable.Range(0, latency.Tail.Count).Select(input => new[]
            {
                new CellArc(
                    0, false, 0, -1, latency.Tail[input], flash.Tail[input], persistent.Tail[input],
                    live.Tail.Max(step => step[input]), 0),
            }),
        ];
        return layers;
    }

    private static IEnumerable<CellArc> TimeReduce(SearchCell cell, int input, CellCostTables[] tables, CostTable[] steps)
    {
        for (var kernel = 0; kernel < steps.Length; kernel++)
        {
            for (var output = 0; output < cell.OutputFilterOptions.Count; output++)
            {
                double Cost(CellCostTables table) => table.Reduce[kernel][input, output];
                yield return new CellArc(
                    output, false, kernel, -1, Cost(tables[0]), Cost(tables[1]), Cost(tables[2]), steps[kernel][input, output], 0);
            }
        }
    }

    private static IEnumerable<CellArc> SensorFusion(SensorFusionCell cell, int input, CellCostTables[] tables, LiveStep[] steps)
    {
        if (cell.Identity is not null)
        {
            yield return new CellArc(input, true, 0, -1, 0, 0, 0, 0, 0);
        }

        for (var output = 0; output < cell.OutputFilterOptions.Count; output++)
        {
            for (var branches = 1; branches < 2 << cell.Kernels.Count; branches++)
            {
                var main = (branches & ~BranchProbabilities.Skip) != 0;
                for (var fusion = main ? 0 : -1; fusion < (main ? cell.FusionFilterOptions.Count : 0); fusion++)
                {
                    yield return new CellArc(
                        output, false, branches, fusion,
                        Cost(tables[0], branches, input, fusion, output),
                        Cost(tables[1], branches, input, fusion, output),
                        Cost(tables[2], branches, input, fusion, output),
                        steps.Max(step => Alive(step, branches, input, Math.Max(fusion, 0), output)), 0);
                }
            }
        }
    }

    private static double Cost(CellCostTables tables, int branches, int input, int fusion, int output)
    {
        var cost = (BitOperations.PopCount((uint)branches) - 1) * tables.Add[output];
        cost += (branches & BranchProbabilities.Skip) != 0 ? tables.Skip![input, output] : 0;
        cost += fusion >= 0 ? tables.Fusion![input, fusion] : 0;
        for (var kernel = 0; kernel < tables.Kernels.Length; kernel++)
        {
            cost += (branches & BranchProbabilities.Kernel(kernel)) != 0 ? tables.Kernels[kernel][fusion, output] : 0;
        }

        return cost;
    }

    private static double Alive(LiveStep step, int branches, int input, int fusion, int output)
    {
        int Option(FilterWidth width) => width switch
        {
            FilterWidth.Input => input,
            FilterWidth.Fusion => fusion,
            _ => output,
        };

        if ((branches & step.Runs) == 0 || (step.RunsAlso != 0 && (branches & step.RunsAlso) == 0))
        {
            return 0;
        }

        var extra = (branches & step.HoldsExtra) != 0 ? step.Extra[Option(step.ExtraWidth)] : 0;
        return step.Table[Option(step.Rows), Option(step.Columns)] + extra;
    }
}
