using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Core.Architectures;

/// <summary>
/// Costs of a search space's architectures from a latency table and a runtime's footprint. The exact cost is counted on the
/// lowered graph; the expected cost (paper, Eq. 5) from tables that are filled once.
/// </summary>
/// <remarks>
/// <see cref="ArchitectureCost.Memory"/> is the planned arena. The expected memory of a one-hot choice is the envelope of the
/// same graph plus the same persistent bytes: equal to the plan for runtime micronas, at most equal for TFLM, whose greedy
/// planner can waste memory. Safe to use from several threads at once.
/// </remarks>
public sealed class CostModel : ICostModel
{
    private readonly ILatencyTable latency;
    private readonly IRuntimeFootprint footprint;
    private readonly SumExpectation latencySum;
    private readonly SumExpectation flashSum;
    private readonly SumExpectation persistentSum;
    private readonly LiveExpectation live;
    private readonly Lazy<ArchitectureDecoder> decoder;

    public CostModel(
        SearchSpace space, ILatencyTable latency, InferenceRuntime runtime, KernelPreference kernels = KernelPreference.Fast)
        : this(space, latency, FootprintOf(runtime, kernels))
    {
    }

    /// <param name="footprint">RAM and flash of the runtime.</param>
    public CostModel(SearchSpace space, ILatencyTable latency, IRuntimeFootprint footprint)
    {
        Space = space;
        this.latency = latency;
        this.footprint = footprint;
        latencySum = new SumExpectation(space, MillisecondsOf);
        flashSum = new SumExpectation(space, shape => footprint.FlashBytes(shape));
        persistentSum = new SumExpectation(space, shape => footprint.PersistentBytes(shape));
        live = new LiveExpectation(space, footprint);
        decoder = new Lazy<ArchitectureDecoder>(() => new ArchitectureDecoder(this, latencySum, flashSum, persistentSum, live));
    }

    public SearchSpace Space { get; }

    public double LatencyErrorBand => latency.RelativeErrorBand;

    /// <summary>The latency table, for reports.</summary>
    public ILatencyTable Latency => latency;

    /// <summary>Bytes of RAM and flash of the runtime.</summary>
    public IRuntimeFootprint Footprint => footprint;

    public ArchitectureCost Evaluate(Architecture architecture) => Evaluate(ArchitectureLowering.Lower(Space, architecture));

    /// <summary>The exact cost of a lowered network.</summary>
    public ArchitectureCost Evaluate(OperatorGraph graph)
    {
        var milliseconds = 0.0;
        long persistent = footprint.FixedMemory;
        long flash = footprint.FixedFlash;
        long multiplyAccumulates = 0;
        foreach (var node in graph.Operators)
        {
            var shape = OperatorShapes.Of(graph, node);
            milliseconds += MillisecondsOf(shape);
            persistent += footprint.PersistentBytes(shape);
            flash += footprint.FlashBytes(shape);
            multiplyAccumulates += OperatorFeatures.MultiplyAccumulates(shape);
        }

        return new ArchitectureCost(
            new Milliseconds(milliseconds),
            new Milliseconds(milliseconds * (1 + LatencyErrorBand)),
            new ByteSize(persistent + footprint.PlannedBytes(graph)),
            new ByteSize(flash),
            multiplyAccumulates);
    }

    /// <remarks>
    /// A switch (skip, kernel, identity) is read at its option 1; its option 0 counts as 1 minus that, and its gradient stands
    /// at option 1 alone. Along any direction that keeps the sums at 1, that is the whole gradient.
    /// </remarks>
    public ExpectedCost Expect(IReadOnlyList<double[]> probabilities)
    {
        CheckShape(probabilities, nameof(probabilities));
        var widths = new WidthExpectation(Space, probabilities);
        var (latencyGradient, memoryGradient, flashGradient) = (Zeros(), Zeros(), Zeros());
        var milliseconds = latencySum.Expect(probabilities, widths, latencyGradient);
        var memory = footprint.FixedMemory
            + persistentSum.Expect(probabilities, widths, memoryGradient)
            + live.Expect(probabilities, widths, memoryGradient);
        var flash = footprint.FixedFlash + flashSum.Expect(probabilities, widths, flashGradient);
        return new ExpectedCost(milliseconds, latencyGradient, memory, memoryGradient, flash, flashGradient);
    }

    public Architecture Decode(IReadOnlyList<double[]> logProbabilities, Budget budget)
    {
        CheckShape(logProbabilities, nameof(logProbabilities));
        return decoder.Value.Decode(logProbabilities, budget);
    }

    /// <summary>The smallest latency (upper end of the band), memory and flash that the space reaches, each alone.</summary>
    public SmallestCosts SmallestReachable() => decoder.Value.SmallestReachable();

    private double MillisecondsOf(OperatorShape shape) =>
        latency.Estimate(shape with { Kernels = footprint.Kernels }).At(latency.Clock).Value;

    private static IRuntimeFootprint FootprintOf(InferenceRuntime runtime, KernelPreference kernels) => runtime switch
    {
        InferenceRuntime.Micronas => new MicronasFootprint(kernels),
        InferenceRuntime.Tflm => new TflmFootprint(),
        _ => throw new ArgumentOutOfRangeException(nameof(runtime), runtime, null),
    };

    private double[][] Zeros() => [.. Space.Groups.Select(group => new double[group.Options])];

    private void CheckShape(IReadOnlyList<double[]> values, string name)
    {
        if (values.Count != Space.Groups.Count)
        {
            throw new ArgumentException($"{values.Count} vectors for {Space.Groups.Count} decision groups.", name);
        }

        foreach (var group in Space.Groups)
        {
            if (values[group.Index].Length != group.Options)
            {
                throw new ArgumentException($"Group {group.Name} has {group.Options} options, not {values[group.Index].Length}.", name);
            }
        }
    }
}
