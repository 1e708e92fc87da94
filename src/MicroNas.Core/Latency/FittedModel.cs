using MicroNas.Core.Latency.Characterization;

namespace MicroNas.Core.Latency;

/// <summary>The answers of a fitted model: coefficient sets of every operator kind, tried in their order.</summary>
public static class FittedModel
{
    /// <summary>Units of one operator, without dispatch.</summary>
    /// <param name="model">Every operator kind has a set that always holds.</param>
    /// <param name="shape">The operator.</param>
    /// <param name="instructionCacheBytes">Of the core; 0 where it has none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The model does not know this kind of operator.</exception>
    public static double Units(this IReadOnlyList<OperatorCoefficients> model, OperatorShape shape, int instructionCacheBytes) =>
        (model.FirstOrDefault(set => set.Kind == shape.Kind && set.When.Holds(shape))
            ?? throw new ArgumentOutOfRangeException(nameof(shape), shape.Kind, "The model does not know this kind of operator."))
        .Coefficients.Sum(pair => pair.Value * OperatorFeatures.Evaluate(pair.Key, shape, instructionCacheBytes));

    /// <summary>Measured over predicted, minus 1: what a prediction must be widened by to hold the truth. At most a million.</summary>
    /// <param name="row">Above 0 units.</param>
    public static double RelativeError(this IReadOnlyList<OperatorCoefficients> model, MeasuredOperator row, int instructionCacheBytes)
    {
        const double Most = 1e6;
        return (row.Units / Math.Max(model.Units(row.Shape, instructionCacheBytes), row.Units / Most)) - 1;
    }
}
