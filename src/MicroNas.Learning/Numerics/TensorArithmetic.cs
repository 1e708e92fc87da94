using System.Runtime.InteropServices;

using TorchSharp;

using static TorchSharp.torch;

namespace MicroNas.Learning.Numerics;

/// <summary>
/// Arithmetic that takes a number. TorchSharp hands numbers to libtorch as <see cref="Scalar"/> objects with finalizers and
/// does not keep them alive during the call: a garbage collection on another thread can free one while libtorch reads it
/// ("Unknown scalar type"). The operator + is concerned too: it passes a hidden factor of 1. Nothing in this
/// assembly may use TorchSharp's own operators with numbers, its +, or <c>item</c>.
/// </summary>
internal static class TensorArithmetic
{
    private static readonly Scalar One = 1;

    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, One);

    public static Tensor PlusInPlace(this Tensor left, Tensor right) => left.add_(right, One);

    public static Tensor Minus(this Tensor left, Tensor right) => left.sub(right);

    public static Tensor MinusInPlace(this Tensor left, Tensor right) => left.sub_(right);

    public static Tensor Plus(this Tensor left, double right)
    {
        using Scalar number = right;
        return left.add(number, One);
    }

    public static Tensor TimesInPlace(this Tensor left, double right)
    {
        using Scalar number = right;
        return left.mul_(number);
    }

    public static Tensor DividedBy(this Tensor left, double right)
    {
        using Scalar number = right;
        return left.div(number);
    }

    public static Tensor Between(this Tensor values, double minimum, double maximum)
    {
        using Scalar lowest = minimum;
        using Scalar highest = maximum;
        return values.clamp(lowest, highest);
    }

    public static Tensor AtLeast(this Tensor values, double minimum)
    {
        using Scalar lowest = minimum;
        return values.clamp_min(lowest);
    }

    /// <summary>The value of a tensor of one element of type <typeparamref name="T"/>.</summary>
    public static T Value<T>(this Tensor tensor)
        where T : unmanaged
        => MemoryMarshal.Read<T>(tensor.bytes);
}
