using MathNet.Numerics.LinearAlgebra;
using MicroNas.Core.Latency.Characterization;

namespace MicroNas.Core.Tests.Latency.Characterization;

public class NonnegativeLeastSquaresTests
{
    /// <summary>The minimum lies on one of the faces of the orthant: trying all of them cannot miss it.</summary>
    [Fact]
    public void It_finds_what_trying_every_set_of_free_coefficients_finds()
    {
        const int Count = 6;
        var random = new Random(5);
        for (var trial = 0; trial < 100; trial++)
        {
            var rows = Matrix<double>.Build.Dense(9, Count, (_, _) => random.NextDouble());
            var values = Vector<double>.Build.Dense(9, _ => (random.NextDouble() * 4) - 1);
            var gram = rows.TransposeThisAndMultiply(rows) + (Matrix<double>.Build.DenseIdentity(Count) * 1e-3);
            var target = rows.TransposeThisAndMultiply(values);

            var found = Vector<double>.Build.Dense(NonnegativeLeastSquares.Solve(gram, target));

            Assert.All(found, value => Assert.True(value >= 0));
            Assert.Equal(Enumerable.Range(0, 1 << Count).Min(Best), Loss(found), 9);

            double Loss(Vector<double> z) => (z * (gram * z)) - (2 * (z * target));

            double Best(int free)
            {
                int[] indices = [.. Enumerable.Range(0, Count).Where(i => (free >> i & 1) == 1)];
                if (indices.Length == 0)
                {
                    return 0;
                }

                var part = Matrix<double>.Build.Dense(indices.Length, indices.Length, (i, j) => gram[indices[i], indices[j]]);
                var solution = part.Solve(Vector<double>.Build.Dense(indices.Length, i => target[indices[i]]));
                var whole = Vector<double>.Build.Dense(Count);
                for (var i = 0; i < indices.Length; i++)
                {
                    whole[indices[i]] = solution[i];
                }

                return solution.Any(value => value < 0) ? double.MaxValue : Loss(whole);
            }
        }
    }
}
