using MicroNas.Core.Latency;

namespace MicroNas.Core.Architectures;

/// <summary>
/// Eq. 5 for a cost that sums over operators (latency, flash, TFLM's persistent bytes). Every operator's cost is weighed by
/// the probability that it is there: an ADD needs its branch and one of those before it, the fusion convolution one kernel.
/// All groups are independent, so this is the exact expectation over all choices; a disconnected cell counts as costing
/// nothing.
/// </summary>
internal sealed class SumExpectation
{
    private readonly SearchSpace space;
    private readonly CellCostTables[] cells;
    private readonly double[] tail;

    public SumExpectation(SearchSpace space, Func<OperatorShape, double> cost)
    {
        this.space = space;
        cells = [.. space.Cells.Select(cell => CellCostTables.Of(cell, cost))];
        tail = [.. space.Cells[^1].OutputFilterOptions.Select(filters => CellShapes.Tail(space, filters).Sum(cost))];
    }

    public IReadOnlyList<CellCostTables> Cells => cells;

    /// <summary>Cost of what follows the last cell, by its output filter option.</summary>
    public IReadOnlyList<double> Tail => tail;

    /// <param name="gradient">[group][option]; added to.</param>
    public double Expect(IReadOnlyList<double[]> probabilities, WidthExpectation widths, double[][] gradient)
    {
        var inputGradient = Array.ConvertAll(widths.Inputs, distribution => new double[distribution.Length]);
        var total = 0.0;
        for (var cell = 0; cell < cells.Length; cell++)
        {
            total += space.Cells[cell] is SensorFusionCell fusion
                ? SensorFusion(fusion, probabilities, widths, gradient, inputGradient[cell])
                : TimeReduce((TimeReduceCell)space.Cells[cell], probabilities, widths, gradient, inputGradient[cell]);
        }

        for (var i = 0; i < tail.Length; i++)
        {
            total += widths.Inputs[^1][i] * tail[i];
            inputGradient[^1][i] += tail[i];
        }

        widths.Backward(inputGradient, gradient);
        return total;
    }

    private double TimeReduce(
        TimeReduceCell cell, IReadOnlyList<double[]> probabilities, WidthExpectation widths, double[][] gradient, double[] inputGradient)
    {
        var kernels = probabilities[cell.Kernel.Index];
        var input = widths.Inputs[cell.Index];
        var output = widths.Own(cell.Index);
        var total = 0.0;
        for (var kernel = 0; kernel < kernels.Length; kernel++)
        {
            var table = cells[cell.Index].Reduce[kernel];
            var cost = table.Expect(input, output);
            total += kernels[kernel] * cost;
            gradient[cell.Kernel.Index][kernel] += cost;
            table.AddGradient(input, output, kernels[kernel], inputGradient, gradient[cell.Filters.Index]);
        }

        return total;
    }

    private double SensorFusion(
        SensorFusionCell cell, IReadOnlyList<double[]> probabilities, WidthExpectation widths, double[][] gradient, double[] inputGradient)
    {
        var tables = cells[cell.Index];
        var count = cell.Kernels.Count;
        var on = widths.Branches[cell.Index];
        var onGradient = new double[on.Length];
        var branches = new BranchProbabilities(on, onGradient);
        var present = widths.Present(cell.Index);
        var input = widths.Inputs[cell.Index];
        var middle = probabilities[cell.FusionFilters.Index];
        var output = widths.Own(cell.Index);
        var middleGradient = gradient[cell.FusionFilters.Index];
        var outputGradient = gradient[cell.OutputFilters.Index];
        var whenPresent = 0.0;

        void Operator(CostTable table, double[] rows, double[] columns, int set, double[] rowGradient, double[] columnGradient)
        {
            var weight = branches.Any(set);
            var cost = table.Expect(rows, columns);
            whenPresent += weight * cost;
            branches.AddGradient(set, present * cost);
            table.AddGradient(rows, columns, present * weight, rowGradient, columnGradient);
        }

        Operator(tables.Skip!, input, output, BranchProbabilities.Skip, inputGradient, outputGradient);
        Operator(tables.Fusion!, input, middle, BranchProbabilities.AllKernels(count), inputGradient, middleGradient);
        var addCost = Dot(tables.Add, output);
        var adds = 0.0;
        for (var kernel = 0; kernel < count; kernel++)
        {
            var own = BranchProbabilities.Kernel(kernel);
            Operator(tables.Kernels[kernel], middle, output, own, middleGradient, outputGradient);
            var before = BranchProbabilities.Before(kernel);
            var (running, earlier) = (branches.Any(own), branches.Any(before));
            adds += running * earlier;
            branches.AddGradient(own, present * addCost * earlier);
            branches.AddGradient(before, present * addCost * running);
        }

        whenPresent += adds * addCost;
        for (var i = 0; i < output.Length; i++)
        {
            outputGradient[i] += present * adds * tables.Add[i];
        }

        if (cell.Identity is { } identity)
        {
            gradient[identity.Index][1] -= whenPresent;
        }

        gradient[cell.Skip.Index][1] += onGradient[0];
        for (var kernel = 0; kernel < count; kernel++)
        {
            gradient[cell.Kernels[kernel].Index][1] += onGradient[kernel + 1];
        }

        return present * whenPresent;
    }

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
