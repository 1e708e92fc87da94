using MicroNas.Core.Latency;
using MicroNas.Core.Latency.Characterization;

namespace MicroNas.Benchmarks.LatencyModel;

/// <summary>Relative errors of predictions, in percent.</summary>
internal sealed class PredictionErrors
{
    private readonly double[] errors;

    public PredictionErrors(IEnumerable<double> relativeErrors) => errors = [.. relativeErrors.Select(Math.Abs).Order()];

    public int Count => errors.Length;

    public double Median => errors[errors.Length / 2] * 100;

    public double Percentile95 => errors[(int)(errors.Length * 0.95)] * 100;

    public double Largest => errors[^1] * 100;

    /// <summary>Predicted over measured, minus 1, of each operator.</summary>
    public static IEnumerable<double> Of(
        IReadOnlyList<OperatorCoefficients> model, int instructionCacheBytes, IEnumerable<MeasuredOperator> operators) =>
        operators.Select(row => (model.First(set => set.Kind == row.Shape.Kind && set.When.Holds(row.Shape))
            .Coefficients.Sum(pair => pair.Value * OperatorFeatures.Evaluate(pair.Key, row.Shape, instructionCacheBytes)) / row.Units) - 1);
}
