namespace MicroNas.Learning.Numerics;

/// <summary>What every formulation of batch norm must agree on.</summary>
internal static class BatchNormalization
{
    /// <summary>ε, added to the variance (Ioffe and Szegedy, 2015): that of libtorch and TensorFlow's fused operators.</summary>
    public const double Epsilon = 1e-5;
}
