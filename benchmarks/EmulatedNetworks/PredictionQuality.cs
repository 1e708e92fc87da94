using MathNet.Numerics;

namespace MicroNas.Benchmarks.EmulatedNetworks;

/// <summary>How well predictions agree with measurements.</summary>
internal sealed class PredictionQuality
{
    private readonly double[] errors;

    public PredictionQuality(IReadOnlyList<double> predicted, IReadOnlyList<double> measured)
    {
        errors = [.. predicted.Zip(measured, (left, right) => Math.Abs((left / right) - 1) * 100).Order()];
        Determination = GoodnessOfFit.CoefficientOfDetermination(predicted, measured);
    }

    /// <summary>R² of the predictions themselves, without a line fitted to them.</summary>
    public double Determination { get; }

    /// <summary>In percent.</summary>
    public double Median => errors[errors.Length / 2];

    /// <summary>In percent.</summary>
    public double Worst => errors[^1];
}
