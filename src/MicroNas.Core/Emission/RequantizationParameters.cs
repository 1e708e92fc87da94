namespace MicroNas.Core.Emission;

/// <summary>
/// A real factor as the kernels apply it: multiplier · 2^(shift − 31). As TensorFlow Lite's <c>QuantizeMultiplier</c>.
/// </summary>
/// <param name="Multiplier">0 or in [2^30, 2^31).</param>
/// <param name="Shift">Positive to the left, in [-31, 30].</param>
public readonly record struct RequantizationParameters(int Multiplier, int Shift)
{
    /// <exception cref="ArgumentOutOfRangeException">Negative, not finite, or 2^30 and above.</exception>
    public static RequantizationParameters FromReal(double factor)
    {
        if (!double.IsFinite(factor) || factor < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be finite and not negative.");
        }

        if (factor == 0)
        {
            return new RequantizationParameters(0, 0);
        }

        var exponent = Math.ILogB(factor) + 1;
        var mantissa = Math.ScaleB(factor, -exponent); // [0.5, 1), as frexp
        var multiplier = (long)Math.Round(mantissa * (1L << 31), MidpointRounding.AwayFromZero);
        if (multiplier == 1L << 31)
        {
            multiplier /= 2;
            exponent++;
        }

        return exponent switch
        {
            < -31 => new RequantizationParameters(0, 0),
            > 30 => throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be below 2^30."),
            _ => new RequantizationParameters((int)multiplier, exponent),
        };
    }
}
