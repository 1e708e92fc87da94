using MicroNas.Boards.Bench;
using MicroNas.Core.Latency;

namespace MicroNas.Benchmarks.OperatorProfile;

/// <summary>The features that describe one path of the runtime's kernels, and their fit.</summary>
/// <param name="Features">Names of <see cref="OperatorFeatures"/>: the loop counts of that path.</param>
internal sealed record CoefficientSet(OperatorKind Kind, OperatorCondition When, IReadOnlyList<string> Features)
{
    private const int Digits = 6;

    /// <summary>In the order in which a profile tries them.</summary>
    public static IReadOnlyList<CoefficientSet> All { get; } =
        [.. LatencyModelForms.Micronas.Select(form => new CoefficientSet(form.Kind, form.When, form.Features))];

    public string Name => When == OperatorCondition.Always ? $"{Kind}" : $"{Kind}/{When}";

    /// <summary>The set that answers for a shape, as a profile with these sets chooses it.</summary>
    public static CoefficientSet For(OperatorShape shape) => All.First(set => set.Kind == shape.Kind && set.When.Holds(shape));

    /// <summary>[feature], in instructions.</summary>
    public double[] Fit(IReadOnlyCollection<OperatorMeasurement> measurements) => Features.Count == 0
        ? []
        : RelativeLeastSquares.Fit([.. measurements.Select(row => Values(row.Shape))], [.. measurements.Select(row => (double)row.Instructions)]);

    /// <summary>What a profile holds: rounded, without the features that the fit left out.</summary>
    public OperatorCoefficients Coefficients(IReadOnlyCollection<OperatorMeasurement> measurements) => new(
        Kind,
        When,
        Features.Zip(Fit(measurements)).Where(pair => pair.Second > 0).ToDictionary(pair => pair.First, pair => Math.Round(pair.Second, Digits)));

    /// <summary>Relative errors of every measurement, ascending, each predicted by a fit to the folds that it is not in.</summary>
    public double[] HoldOutErrors(IReadOnlyList<OperatorMeasurement> measurements, int folds)
    {
        var errors = new List<double>();
        for (var fold = 0; fold < folds; fold++)
        {
            var coefficients = Fit([.. measurements.Where((_, i) => i % folds != fold)]);
            errors.AddRange(measurements.Where((_, i) => i % folds == fold).Select(row =>
                Math.Abs((Values(row.Shape).Zip(coefficients, (value, coefficient) => value * coefficient).Sum() / row.Instructions) - 1)));
        }

        errors.Sort();
        return [.. errors];
    }

    // The runtime's profile has no feature that depends on a cache.
    private double[] Values(OperatorShape shape) => [.. Features.Select(name => OperatorFeatures.Evaluate(name, shape, instructionCacheBytes: 0))];
}
