using MicroNas.Core.Quantization;
using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Training;

/// <summary>Rounds to the values that int8 can hold, with straight-through gradients: inside the range the gradient is that of the identity.</summary>
internal static class FakeQuantization
{
    /// <summary>An activation tensor in the int8 values of <paramref name="range"/>; values outside are clipped and get no gradient.</summary>
    public static Tensor Activation(Tensor values, ActivationRange range)
    {
        var parameters = QuantizationParameters.FromRange(range);
        var (scale, zeroPoint) = (parameters.Scale, parameters.ZeroPoint);
        var clipped = values.Between((-128 - zeroPoint) * scale, (127 - zeroPoint) * scale);
        using (no_grad())
        {
            // The zero point is an integer, so rounding before adding it gives the same values.
            var constant = clipped.detach();
            var error = constant.DividedBy(scale).round_().TimesInPlace(scale).MinusInPlace(constant);
            return StraightThrough(clipped, error);
        }
    }

    /// <summary>Convolution weights (O first) per output channel, symmetric: scale = max |w| / 127.</summary>
    public static Tensor Weights(Tensor weights)
    {
        using (no_grad())
        {
            var constant = weights.detach();
            var scale = constant.abs().amax([1, 2, 3], keepdim: true).AtLeast(1e-12).DividedBy(127);
            var error = (constant / scale).round_().mul_(scale).MinusInPlace(constant);
            return StraightThrough(weights, error);
        }
    }

    private static Tensor StraightThrough(Tensor values, Tensor error)
    {
        using (enable_grad())
        {
            return values.Plus(error);
        }
    }
}
