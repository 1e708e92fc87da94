namespace MicroNas.Core.Quantization;

/// <summary>
/// A non-negative real multiplier as TensorFlow Lite's integer kernels hold it: mantissa / 2^31 · 2^shift
/// (<c>QuantizeMultiplier</c>), with double-rounding application (<c>MultiplyByQuantizedMultiplier</c>, gemmlowp).
/// </summary>
/// <param name="Mantissa">Q31: 0, or in [2^30, 2^31). MEAN alone makes smaller ones, by folding 1/N in.</param>
/// <param name="Shift">Power of two, -31..30: to the left when positive.</param>
public readonly record struct FixedPointMultiplier(int Mantissa, int Shift)
{
    /// <summary>
    /// The nearest multiplier, ties away from zero. Values below 2^-32 become 0, as in TFLite; 2^30 or more has no form.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, not a number, or 2^30 and more.</exception>
    public static FixedPointMultiplier FromReal(double value) => TryFromReal(value, out var multiplier)
        ? multiplier
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A multiplier must be in [0, 2^30).");

    /// <summary>As <see cref="FromReal"/>; false where that would throw.</summary>
    public static bool TryFromReal(double value, out FixedPointMultiplier multiplier)
    {
        multiplier = default;
        if (!(value >= 0) || !double.IsFinite(value))
        {
            return false;
        }

        if (value == 0)
        {
            return true;
        }

        var shift = Math.ILogB(value) + 1;
        var mantissa = (long)Math.Round(Math.ScaleB(value, 31 - shift), MidpointRounding.AwayFromZero);
        if (mantissa == 1L << 31)
        {
            mantissa /= 2;
            shift++;
        }

        if (shift < -31)
        {
            return true;
        }

        if (shift > 30)
        {
            return false;
        }

        multiplier = new((int)mantissa, shift);
        return true;
    }

    /// <summary>
    /// value · multiplier, rounded twice: to the product's high half, then by the right shift. A left shift of more bits
    /// than <paramref name="value"/> has room for wraps modulo 2^32.
    /// </summary>
    public int Apply(int value)
    {
        var leftShift = Math.Max(Shift, 0);
        return RoundingDivideByPowerOfTwo(SaturatingRoundingDoublingHighMultiply(value << leftShift, Mantissa), leftShift - Shift);
    }

    /// <summary>gemmlowp's SaturatingRoundingDoublingHighMul: a · b / 2^31, ties away from zero upwards; -2^31 · -2^31 saturates.</summary>
    public static int SaturatingRoundingDoublingHighMultiply(int left, int right)
    {
        if (left == int.MinValue && right == int.MinValue)
        {
            return int.MaxValue;
        }

        var product = (long)left * right;
        var nudge = product >= 0 ? 1L << 30 : 1 - (1L << 30);
        return (int)((product + nudge) / (1L << 31));
    }

    /// <summary>gemmlowp's RoundingDivideByPOT: value / 2^exponent, ties away from zero; exponent 0..31.</summary>
    public static int RoundingDivideByPowerOfTwo(int value, int exponent)
    {
        var mask = (int)((1L << exponent) - 1);
        var remainder = value & mask;
        var threshold = (mask >> 1) + (value < 0 ? 1 : 0);
        return (value >> exponent) + (remainder > threshold ? 1 : 0);
    }

    /// <summary>gemmlowp's SaturatingRoundingMultiplyByPOT for a positive exponent: value · 2^exponent, saturated.</summary>
    public static int SaturatingShiftLeft(int value, int exponent) =>
        (int)Math.Clamp((long)value << exponent, int.MinValue, int.MaxValue);
}
