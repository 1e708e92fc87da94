using System.Numerics;
using FsCheck.Xunit;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tests.Quantization;

/// <summary>Against exact rational arithmetic.</summary>
public sealed class FixedPointMultiplierTests
{
    [Property(MaxTest = 2000)]
    public bool A_real_number_is_held_to_31_bits(int mantissaBits, byte exponent)
    {
        var value = Math.ScaleB(1 + (Math.Abs((double)mantissaBits) / int.MaxValue), (exponent % 60) - 31);
        var multiplier = FixedPointMultiplier.FromReal(value);
        var held = Math.ScaleB(multiplier.Mantissa, multiplier.Shift - 31);
        return multiplier.Mantissa >= 1 << 30 && Math.Abs(held - value) <= Math.ScaleB(value, -31);
    }

    [Property(MaxTest = 5000)]
    public bool The_high_multiply_rounds_the_exact_product(int left, int right)
    {
        // gemmlowp: nearest; a tie goes up.
        var expected = FloorDivide((new BigInteger(left) * right) + (BigInteger.One << 30), BigInteger.One << 31);
        return FixedPointMultiplier.SaturatingRoundingDoublingHighMultiply(left, right) == expected;
    }

    [Property(MaxTest = 5000)]
    public bool The_right_shift_rounds_ties_away_from_zero(int value, byte exponent)
    {
        var divisor = BigInteger.One << (exponent % 32);
        var magnitude = ((BigInteger.Abs(value) * 2) + divisor) / (divisor * 2);
        return FixedPointMultiplier.RoundingDivideByPowerOfTwo(value, exponent % 32) == magnitude * Math.Sign(value);
    }

    [Property(MaxTest = 5000)]
    public bool Application_is_within_one_of_the_exact_product(int value, int mantissa, byte shift)
    {
        var multiplier = new FixedPointMultiplier((mantissa | (1 << 30)) & int.MaxValue, -(shift % 32));
        var exact = (double)value * multiplier.Mantissa / Math.ScaleB(1, 31 - multiplier.Shift);
        return Math.Abs(multiplier.Apply(value) - exact) <= 1.0;
    }

    [Theory]
    [InlineData(int.MinValue, int.MinValue, int.MaxValue)]
    [InlineData(int.MinValue, int.MaxValue, -int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue - 1)]
    [InlineData(-1, 1 << 30, 0)]
    [InlineData(1, 1 << 30, 1)]
    public void The_high_multiply_saturates_and_sends_ties_up(int left, int right, int expected) =>
        Assert.Equal(expected, FixedPointMultiplier.SaturatingRoundingDoublingHighMultiply(left, right));

    [Theory]
    [InlineData(0.0, 0, 0)]
    [InlineData(1.0, 1 << 30, 1)]
    [InlineData(0.5, 1 << 30, 0)]
    [InlineData(0.99999999999, 1 << 30, 1)] // rounds up to the next power of two
    [InlineData(1e-12, 0, 0)] // TFLite flushes what no shift reaches
    public void Corner_values_match_QuantizeMultiplier(double value, int mantissa, int shift) =>
        Assert.Equal(new FixedPointMultiplier(mantissa, shift), FixedPointMultiplier.FromReal(value));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1.1e9)]
    public void What_has_no_form_is_refused(double value)
    {
        Assert.False(FixedPointMultiplier.TryFromReal(value, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => FixedPointMultiplier.FromReal(value));
    }

    [Fact]
    public void A_left_shift_multiplies_before_rounding() =>
        Assert.Equal(8, new FixedPointMultiplier(1 << 30, 3).Apply(2));

    private static BigInteger FloorDivide(BigInteger value, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }
}
