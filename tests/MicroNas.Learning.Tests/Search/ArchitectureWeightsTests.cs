using FsCheck.Xunit;

using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;

namespace MicroNas.Learning.Tests.Search;

public sealed class ArchitectureWeightsTests
{
    [Property(MaxTest = 50)]
    public void Gradient_of_the_Gumbel_softmax_equals_finite_differences(int seed)
    {
        var random = new RandomSource(seed, RandomStream.GumbelNoise);
        var temperature = 0.3 + random.NextUniform();
        double[] Draw(Func<double> next) => [.. Enumerable.Range(0, 5).Select(_ => next())];
        var (alpha, noise, coefficients) = (Draw(random.NextNormal), Draw(random.NextGumbel), Draw(random.NextNormal));
        double[] Sample() => ArchitectureWeights.Softmax([.. alpha.Zip(noise, (a, n) => (a + n) / temperature)]);
        double Loss() => Sample().Zip(coefficients, (p, c) => c * p * p).Sum();

        var derivative = Sample().Zip(coefficients, (p, c) => 2 * c * p).ToArray();
        var gradient = ArchitectureWeights.Gradient([Sample()], [derivative], temperature)[0];

        const double step = 1e-5;
        for (var i = 0; i < alpha.Length; i++)
        {
            alpha[i] += step;
            var above = Loss();
            alpha[i] -= 2 * step;
            var below = Loss();
            alpha[i] += step;
            Assert.Equal((above - below) / (2 * step), gradient[i], 1e-6);
        }
    }
}
