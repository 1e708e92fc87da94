using MathNet.Numerics.LinearAlgebra;

namespace MicroNas.Core.Latency.Characterization;

/// <summary>
/// Fits one form's coefficients c ≥ 0 to measured operators: minimises Σ ρ(relative error) + λ²·Σ (c_j/(s·a_j) − m_j)², where a_j and m_j are the
/// prior's, s is the median ratio of measured to predicted, and ρ is Huber's loss, so that an operator whose firmware lay badly in a cache moves
/// the others little.
/// </summary>
internal static class LatencyModelFit
{
    /// <summary>The measured relative error over the relative uncertainty of a coefficient.</summary>
    public const double PriorWeight = 0.01;

    /// <summary>Relative errors above this count linearly.</summary>
    private const double LargestQuadraticError = 0.01;

    /// <summary>By how much less than the scaled prior an operator may take and be believed.</summary>
    private const double LargestDoubt = 3;

    private const int Reweightings = 30;

    /// <summary>The median of measured over predicted; 1 when nothing was measured.</summary>
    public static double Ratio(IEnumerable<(MeasuredOperator Measured, OperatorModelPrior Prior)> rows)
    {
        var ratios = rows.Select(row => row.Measured.Units / row.Prior.Predict(row.Measured.Shape)).Where(double.IsFinite).Order().ToArray();
        return ratios.Length == 0 ? 1 : (ratios[(ratios.Length - 1) / 2] + ratios[ratios.Length / 2]) / 2;
    }

    /// <param name="prior">What is believed before.</param>
    /// <param name="scale">s: units of the measurements for one unit of the prior.</param>
    /// <param name="measured">Operators of the form; above 0 units.</param>
    /// <param name="priorWeight">λ.</param>
    /// <returns>[feature], in the unit of the measurements.</returns>
    public static double[] Fit(OperatorModelPrior prior, double scale, IReadOnlyList<MeasuredOperator> measured, double priorWeight = PriorWeight)
    {
        var count = prior.Scale.Length;
        double[] units = [.. prior.Scale.Select(value => value * scale)];

        // Errors are relative to what was measured, but for a figure far below the prior's: relative to that, one wrong row would outweigh all others.
        double[] references = [.. measured.Select(row => Math.Max(row.Units, prior.Predict(row.Shape) * scale / LargestDoubt))];
        double[][] rows = [.. measured.Select((row, i) => prior.Values(row.Shape).Select((value, j) => value * units[j] / references[i]).ToArray())];
        double[] targets = [.. measured.Select((row, i) => row.Units / references[i])];
        var weights = rows.Select(_ => 1.0).ToArray();
        var solution = new double[count];
        for (var pass = 0; pass < Reweightings; pass++)
        {
            var gram = Matrix<double>.Build.DiagonalIdentity(count) * (priorWeight * priorWeight);
            var target = Vector<double>.Build.Dense(count, j => priorWeight * priorWeight * prior.Mean[j]);
            for (var i = 0; i < rows.Length; i++)
            {
                var row = Vector<double>.Build.Dense(rows[i]);
                gram += weights[i] * row.OuterProduct(row);
                target += weights[i] * targets[i] * row;
            }

            solution = NonnegativeLeastSquares.Solve(gram, target);
            double[] fresh = [.. rows.Select((row, i) => Huber(row.Zip(solution, (x, z) => x * z).Sum() - targets[i]))];
            var change = weights.Zip(fresh, (old, now) => Math.Abs(old - now)).DefaultIfEmpty(0).Max();
            weights = fresh;
            if (change < 1e-9)
            {
                break;
            }
        }

        return [.. solution.Zip(units, (value, unit) => value * unit)];
    }

    private static double Huber(double error) => Math.Abs(error) <= LargestQuadraticError ? 1 : LargestQuadraticError / Math.Abs(error);
}
