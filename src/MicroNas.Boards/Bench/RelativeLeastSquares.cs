using MathNet.Numerics.LinearAlgebra;

namespace MicroNas.Boards.Bench;

/// <summary>Fits nonnegative coefficients so that the sum of squared relative errors is smallest.</summary>
public static class RelativeLeastSquares
{
    /// <param name="features">[row][feature], not negative.</param>
    /// <param name="values">[row], positive.</param>
    /// <returns>[feature]; 0 where the best fit would be negative.</returns>
    public static double[] Fit(IReadOnlyList<double[]> features, IReadOnlyList<double> values)
    {
        var active = Enumerable.Range(0, features[0].Length).ToList();
        while (active.Count > 0)
        {
            var matrix = Matrix<double>.Build.Dense(features.Count, active.Count, (row, column) => features[row][active[column]] / values[row]);
            var norms = matrix.ColumnNorms(2).Select(norm => norm > 0 ? norm : 1).ToArray();
            var scaled = matrix * Matrix<double>.Build.DiagonalOfDiagonalArray([.. norms.Select(norm => 1 / norm)]);

            // The least-norm solution: features that fall together on these rows share their weight instead of exploding.
            var solution = scaled.PseudoInverse() * Vector<double>.Build.Dense(features.Count, 1.0);
            var worst = solution.MinimumIndex();
            if (solution[worst] >= 0)
            {
                var coefficients = new double[features[0].Length];
                for (var i = 0; i < active.Count; i++)
                {
                    coefficients[active[i]] = solution[i] / norms[i];
                }

                return coefficients;
            }

            active.RemoveAt(worst);
        }

        return new double[features[0].Length];
    }
}
