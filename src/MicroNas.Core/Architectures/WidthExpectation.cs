namespace MicroNas.Core.Architectures;

/// <summary>
/// The distributions of the numbers of filters between the cells, and the way of gradients back through them. Where a cell
/// can be the identity its output is a mixture: p·(input's distribution) + (1 − p)·(its own output group's).
/// </summary>
internal sealed class WidthExpectation
{
    private readonly SearchSpace space;
    private readonly IReadOnlyList<double[]> probabilities;

    public WidthExpectation(SearchSpace space, IReadOnlyList<double[]> probabilities)
    {
        this.space = space;
        this.probabilities = probabilities;
        Inputs = new double[space.Cells.Count + 1][];
        Branches = new double[space.Cells.Count][];
        Inputs[0] = [1.0];
        for (var i = 0; i < space.Cells.Count; i++)
        {
            var own = Own(i);
            Branches[i] = space.Cells[i] is SensorFusionCell fusion
                ? [probabilities[fusion.Skip.Index][1], .. fusion.Kernels.Select(kernel => probabilities[kernel.Index][1])]
                : [];
            var identity = Identity(i);
            Inputs[i + 1] = identity is null ? own : Mix(Inputs[i], own, probabilities[identity.Index][1]);
        }
    }

    /// <summary>[cell][input filter option]; the last entry is the output cell's input.</summary>
    public double[][] Inputs { get; }

    /// <summary>[cell][skip, kernels...]: probabilities of being on.</summary>
    public double[][] Branches { get; }

    /// <summary>The probability that the cell is not the identity.</summary>
    public double Present(int cell) => Identity(cell) is { } identity ? 1 - probabilities[identity.Index][1] : 1;

    /// <summary>The output filters' probabilities of the cell's own group.</summary>
    public double[] Own(int cell) => probabilities[OutputGroup(cell).Index];

    public DecisionGroup OutputGroup(int cell) => space.Cells[cell] switch
    {
        TimeReduceCell timeReduce => timeReduce.Filters,
        SensorFusionCell fusion => fusion.OutputFilters,
        var other => throw new InvalidOperationException($"Unknown cell {other.GetType().Name}."),
    };

    public DecisionGroup? Identity(int cell) => (space.Cells[cell] as SensorFusionCell)?.Identity;

    /// <summary>Carries gradients with respect to <see cref="Inputs"/> back to the groups; <paramref name="inputs"/> is used up.</summary>
    public void Backward(double[][] inputs, double[][] gradient)
    {
        for (var cell = space.Cells.Count - 1; cell >= 0; cell--)
        {
            var output = inputs[cell + 1];
            var own = Own(cell);
            var target = gradient[OutputGroup(cell).Index];
            var identity = Identity(cell);
            var share = identity is null ? 0 : probabilities[identity.Index][1];
            for (var i = 0; i < output.Length; i++)
            {
                target[i] += (1 - share) * output[i];
                if (identity is not null)
                {
                    gradient[identity.Index][1] += output[i] * (Inputs[cell][i] - own[i]);
                    inputs[cell][i] += share * output[i];
                }
            }
        }
    }

    private static double[] Mix(double[] input, double[] own, double share)
    {
        var mixed = new double[own.Length];
        for (var i = 0; i < mixed.Length; i++)
        {
            mixed[i] = (share * input[i]) + ((1 - share) * own[i]);
        }

        return mixed;
    }
}
