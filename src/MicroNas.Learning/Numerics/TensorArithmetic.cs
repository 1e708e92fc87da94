using TorchSharp;

using static TorchSharp.torch;

namespace MicroNas.Learning.Numerics;

/// <summary>
/// Operators that libtorch gives a scalar. TorchSharp's own forms make a temporary <see cref="Scalar"/>, whose finalizer can
/// free it while libtorch still reads it: a garbage collection at the wrong moment then ends the search with
/// "Exception raised from toFloat". Here every scalar is held until the call is over.
/// </summary>
internal static class TensorArithmetic
{
    private static readonly Scalar One = 1.ToScalar();

    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, One);

    public static Tensor PlusInPlace(this Tensor left, Tensor right) => left.add_(right, One);

    public static Tensor Plus(this Tensor tensor, double value)
    {
        using var scalar = value.ToScalar();
        return tensor.add(scalar, One);
    }

    public static Tensor TimesInPlace(this Tensor tensor, double value)
    {
        using var scalar = value.ToScalar();
        return tensor.mul_(scalar);
    }

    public static Tensor DividedBy(this Tensor tensor, double value)
    {
        using var scalar = value.ToScalar();
        return tensor.div(scalar);
    }

    public static Tensor ClampedTo(this Tensor tensor, double minimum, double maximum)
    {
        using var lowest = minimum.ToScalar();
        using var highest = maximum.ToScalar();
        return tensor.clamp(lowest, highest);
    }

    public static Tensor AtLeast(this Tensor tensor, double minimum)
    {
        using var lowest = minimum.ToScalar();
        return tensor.clamp_min(lowest);
    }
}
