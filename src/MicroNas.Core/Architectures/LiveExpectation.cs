namespace MicroNas.Core.Architectures;

/// <summary>
/// The memory of design and paper in expectation: the maximum over steps of the probability-weighted bytes that are alive.
/// The gradient is that of the fullest step (of the first of equal ones).
/// </summary>
internal sealed class LiveExpectation
{
    private readonly SearchSpace space;
    private readonly CostTable[][] reduceSteps;
    private readonly LiveStep[][] fusionSteps;
    private readonly double[][] tail;

    public LiveExpectation(SearchSpace space, IRuntimeFootprint footprint)
    {
        this.space = space;
        reduceSteps = [.. space.Cells.Select(cell => cell is TimeReduceCell reduce ? LiveSteps.TimeReduce(reduce, footprint) : [])];
        fusionSteps = [.. space.Cells.Select(cell => cell is SensorFusionCell fusion ? LiveSteps.SensorFusion(fusion, footprint) : [])];
        tail = LiveSteps.Tail(space, footprint);
    }

    public CostTable[][] ReduceSteps => reduceSteps;

    public LiveStep[][] FusionSteps => fusionSteps;

    public double[][] Tail => tail;

    /// <param name="gradient">[group][option]; added to.</param>
    public double Expect(IReadOnlyList<double[]> probabilities, WidthExpectation widths, double[][] gradient)
    {
        var largest = double.NegativeInfinity;
        Action<double[][]>? backward = null;

        void Offer(double bytes, Action<double[][]> gradientOfStep)
        {
            if (bytes > largest)
            {
                (largest, backward) = (bytes, gradientOfStep);
            }
        }

        for (var index = 0; index < space.Cells.Count; index++)
        {
            switch (space.Cells[index])
            {
                case TimeReduceCell cell:
                    Offer(
                        TimeReduce(cell, probabilities, widths),
                        inputs => TimeReduceGradient(cell, probabilities, widths, inputs[cell.Index], gradient));
                    break;
                case SensorFusionCell cell:
                    foreach (var step in fusionSteps[index])
                    {
                        Offer(
                            SensorFusion(cell, step, probabilities, widths),
                            inputs => SensorFusionGradient(cell, step, probabilities, widths, inputs[cell.Index], gradient));
                    }

                    break;
            }
        }

        foreach (var step in tail)
        {
            Offer(Dot(step, widths.Inputs[^1]), inputs => step.CopyTo(inputs[^1], 0));
        }

        var inputGradient = Array.ConvertAll(widths.Inputs, distribution => new double[distribution.Length]);
        backward!(inputGradient);
        widths.Backward(inputGradient, gradient);
        return largest;
    }

    private static double[] Width(
        FilterWidth width, SensorFusionCell cell, IReadOnlyList<double[]> probabilities, WidthExpectation widths) => width switch
        {
            FilterWidth.Input => widths.Inputs[cell.Index],
            FilterWidth.Fusion => probabilities[cell.FusionFilters.Index],
            _ => widths.Own(cell.Index),
        };

    private static double Factor(BranchProbabilities branches, int set) => set == 0 ? 1 : branches.Any(set);

    private static double SensorFusion(SensorFusionCell cell, LiveStep step, IReadOnlyList<double[]> probabilities, WidthExpectation widths)
    {
        var branches = new BranchProbabilities(widths.Branches[cell.Index], []);
        var bytes = step.Table.Expect(Width(step.Rows, cell, probabilities, widths), Width(step.Columns, cell, probabilities, widths))
            + (branches.Any(step.HoldsExtra) * Dot(step.Extra, Width(step.ExtraWidth, cell, probabilities, widths)));
        return widths.Present(cell.Index) * Factor(branches, step.Runs) * Factor(branches, step.RunsAlso) * bytes;
    }

    private static void SensorFusionGradient(
        SensorFusionCell cell,
        LiveStep step,
        IReadOnlyList<double[]> probabilities,
        WidthExpectation widths,
        double[] inputGradient,
        double[][] gradient)
    {
        double[] GradientOf(FilterWidth width) => width switch
        {
            FilterWidth.Input => inputGradient,
            FilterWidth.Fusion => gradient[cell.FusionFilters.Index],
            _ => gradient[cell.OutputFilters.Index],
        };

        var onGradient = new double[widths.Branches[cell.Index].Length];
        var branches = new BranchProbabilities(widths.Branches[cell.Index], onGradient);
        var present = widths.Present(cell.Index);
        var (runs, runsAlso, holds) = (Factor(branches, step.Runs), Factor(branches, step.RunsAlso), branches.Any(step.HoldsExtra));
        var rows = Width(step.Rows, cell, probabilities, widths);
        var columns = Width(step.Columns, cell, probabilities, widths);
        var extra = Dot(step.Extra, Width(step.ExtraWidth, cell, probabilities, widths));
        var bytes = step.Table.Expect(rows, columns) + (holds * extra);
        var weight = present * runs * runsAlso;

        step.Table.AddGradient(rows, columns, weight, GradientOf(step.Rows), GradientOf(step.Columns));
        var extraGradient = GradientOf(step.ExtraWidth);
        for (var i = 0; i < step.Extra.Length; i++)
        {
            extraGradient[i] += weight * holds * step.Extra[i];
        }

        branches.AddGradient(step.HoldsExtra, weight * extra);
        branches.AddGradient(step.Runs, present * runsAlso * bytes);
        branches.AddGradient(step.RunsAlso, present * runs * bytes);
        gradient[cell.Skip.Index][1] += onGradient[0];
        for (var kernel = 0; kernel < cell.Kernels.Count; kernel++)
        {
            gradient[cell.Kernels[kernel].Index][1] += onGradient[kernel + 1];
        }

        if (cell.Identity is { } identity)
        {
            gradient[identity.Index][1] -= runs * runsAlso * bytes;
        }
    }

    private double TimeReduce(TimeReduceCell cell, IReadOnlyList<double[]> probabilities, WidthExpectation widths)
    {
        var bytes = 0.0;
        for (var kernel = 0; kernel < cell.KernelLengths.Count; kernel++)
        {
            bytes += probabilities[cell.Kernel.Index][kernel]
                * reduceSteps[cell.Index][kernel].Expect(widths.Inputs[cell.Index], widths.Own(cell.Index));
        }

        return bytes;
    }

    private void TimeReduceGradient(
        TimeReduceCell cell, IReadOnlyList<double[]> probabilities, WidthExpectation widths, double[] inputGradient, double[][] gradient)
    {
        for (var kernel = 0; kernel < cell.KernelLengths.Count; kernel++)
        {
            var table = reduceSteps[cell.Index][kernel];
            var (input, output) = (widths.Inputs[cell.Index], widths.Own(cell.Index));
            gradient[cell.Kernel.Index][kernel] += table.Expect(input, output);
            table.AddGradient(input, output, probabilities[cell.Kernel.Index][kernel], inputGradient, gradient[cell.Filters.Index]);
        }
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
