using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Search;

/// <summary>How far gradients lie from a judge's. Medians, as rounding that carries a value over a ReLU's edge moves single ones by a percent.</summary>
internal static class GradientDistance
{
    /// <summary>Norm of the difference as a share of the expected norm.</summary>
    public static double Of(Tensor actual, Tensor expected) =>
        ((actual.flatten() - expected.flatten()).norm() / expected.norm()).to(ScalarType.Float32).item<float>();

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
