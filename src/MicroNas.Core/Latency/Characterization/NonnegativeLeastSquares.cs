using MathNet.Numerics.LinearAlgebra;

namespace MicroNas.Core.Latency.Characterization;

/// <summary>Least squares with coefficients that are not negative, by the active set method of Lawson and Hanson.</summary>
internal static class NonnegativeLeastSquares
{
    private const double Tolerance = 1e-12;

    /// <summary>Minimises zᵀ·Gram·z − 2·zᵀ·target over z ≥ 0.</summary>
    /// <param name="gram">Symmetric and positive definite.</param>
    public static double[] Solve(Matrix<double> gram, Vector<double> target)
    {
        var count = target.Count;
        var solution = Vector<double>.Build.Dense(count);
        var free = new bool[count];

        // Each coefficient is freed a few times at most; the bound only guards against rounding that would free one for ever.
        for (var step = 0; step < 10 * count; step++)
        {
            var gradient = target - (gram * solution);
            var next = Enumerable.Range(0, count).Where(i => !free[i]).DefaultIfEmpty(-1).MaxBy(i => i < 0 ? double.NegativeInfinity : gradient[i]);
            if (next < 0 || gradient[next] <= Tolerance * Math.Max(1, Math.Abs(target[next])))
            {
                break;
            }

            free[next] = true;
            Descend(gram, target, solution, free);
        }

        return [.. solution];
    }

    private static void Descend(Matrix<double> gram, Vector<double> target, Vector<double> solution, bool[] free)
    {
        while (true)
        {
            int[] indices = [.. Enumerable.Range(0, free.Length).Where(i => free[i])];
            if (indices.Length == 0)
            {
                return;
            }

            var part = Matrix<double>.Build.Dense(indices.Length, indices.Length, (i, j) => gram[indices[i], indices[j]]);
            var best = part.Cholesky().Solve(Vector<double>.Build.Dense(indices.Length, i => target[indices[i]]));
            var share = 1.0;
            for (var i = 0; i < indices.Length; i++)
            {
                if (best[i] <= 0)
                {
                    share = Math.Min(share, solution[indices[i]] / (solution[indices[i]] - best[i]));
                }
            }

            var inside = best.All(value => value > 0);
            for (var i = 0; i < indices.Length; i++)
            {
                var index = indices[i];
                solution[index] = inside ? best[i] : solution[index] + (share * (best[i] - solution[index]));
                if (solution[index] <= Tolerance)
                {
                    (solution[index], free[index]) = (0, false);
                }
            }

            if (inside)
            {
                return;
            }
        }
    }
}
