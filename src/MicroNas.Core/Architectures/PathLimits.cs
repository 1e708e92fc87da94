namespace MicroNas.Core.Architectures;

/// <summary>Upper limits of a path's costs; infinite where none is imposed.</summary>
/// <param name="Latency">Σ latency in ms, without the error band.</param>
/// <param name="Flash">Σ flash in bytes, without fixed bytes.</param>
/// <param name="Memory">Σ persistent + max peak in bytes, without fixed bytes.</param>
internal readonly record struct PathLimits(double Latency, double Flash, double Memory)
{
    public static PathLimits None { get; } = new(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
}
