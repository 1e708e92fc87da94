using System.Numerics;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>
/// SOFTMAX int8 to int8 in integers alone, as TensorFlow Lite's reference kernel and TFLM compute it: exponentials in
/// Q0.31 of differences in Q5.26, their sum in Q12.19, its reciprocal by Newton's method (gemmlowp fixedpoint).
/// </summary>
public static class FixedPointSoftmax
{
    private const int AccumulationIntegerBits = 12;

    /// <summary>exp(-2^k) in Q0.31 for k = -2..4.</summary>
    private static readonly int[] PowersOfE = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];

    /// <summary>
    /// exp(-d · beta · scale) in Q0.31 for the differences d = 0..255 between a logit and the largest; 0 where TFLite
    /// leaves the element out.
    /// </summary>
    public static int[] ExponentialTable(float beta, QuantizationParameters input)
    {
        var multiplier = OutputMultipliers.Softmax(beta, input);
        var radius = Math.Floor(31.0 * (1 << 26) / (1L << multiplier.Shift));
        var table = new int[256];
        for (var difference = 0; difference < table.Length && difference <= radius; difference++)
        {
            // Left shift first, then one rounding: MultiplyByQuantizedMultiplierGreaterThanOne.
            table[difference] = Exponential(FixedPointMultiplier.SaturatingRoundingDoublingHighMultiply(
                -difference << multiplier.Shift, multiplier.Mantissa));
        }

        return table;
    }

    /// <summary>One row.</summary>
    /// <param name="table">Of <see cref="ExponentialTable"/>.</param>
    /// <param name="logits">1 to 4095 values.</param>
    /// <param name="probabilities">As many; scale 1/256, zero point -128.</param>
    public static void Run(ReadOnlySpan<int> table, ReadOnlySpan<sbyte> logits, Span<sbyte> probabilities)
    {
        var largest = sbyte.MinValue;
        foreach (var logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        var sum = 0; // Q12.19
        foreach (var logit in logits)
        {
            sum += FixedPointMultiplier.RoundingDivideByPowerOfTwo(table[largest - logit], AccumulationIntegerBits);
        }

        var leadingZeros = BitOperations.LeadingZeroCount((uint)sum);
        var reciprocal = OneOverOnePlus((int)(((uint)sum << leadingZeros) - (1u << 31)));
        var exponent = AccumulationIntegerBits - leadingZeros + 31 - 8;
        for (var i = 0; i < logits.Length; i++)
        {
            var exponential = table[largest - logits[i]];
            var scaled = FixedPointMultiplier.RoundingDivideByPowerOfTwo(Multiply(reciprocal, exponential), exponent);
            probabilities[i] = (sbyte)Math.Clamp(scaled - 128, sbyte.MinValue, sbyte.MaxValue);
        }
    }

    /// <summary>exp(x) in Q0.31 for x at most 0 in Q5.26.</summary>
    private static int Exponential(int x)
    {
        if (x == 0)
        {
            return int.MaxValue;
        }

        const int quarter = 1 << 24;
        var fraction = (x & (quarter - 1)) - quarter; // in [-1/4, 0)
        var result = ExponentialNearZero(FixedPointMultiplier.SaturatingShiftLeft(fraction, 5));
        var remainder = fraction - x;
        for (var i = 0; i < PowersOfE.Length; i++)
        {
            if ((remainder & (quarter << i)) != 0)
            {
                result = Multiply(result, PowersOfE[i]);
            }
        }

        return result;
    }

    /// <summary>exp(x) in Q0.31 for x in [-1/4, 0) in Q0.31: Taylor series around -1/8.</summary>
    private static int ExponentialNearZero(int x)
    {
        const int expOfMinusEighth = 1895147668;
        const int third = 715827883;
        var a = x + (1 << 28);
        var a2 = Multiply(a, a);
        var a3 = Multiply(a2, a);
        var a4 = Multiply(a2, a2);
        var quarterOfA4 = FixedPointMultiplier.RoundingDivideByPowerOfTwo(a4, 2);
        var tail = FixedPointMultiplier.RoundingDivideByPowerOfTwo(Multiply(quarterOfA4 + a3, third) + a2, 1);
        return expOfMinusEighth + Multiply(expOfMinusEighth, a + tail);
    }

    /// <summary>1 / (1 + x) in Q0.31 for x in [0, 1) in Q0.31.</summary>
    private static int OneOverOnePlus(int x)
    {
        const int fortyEightSeventeenths = 1515870810; // Q2.29
        const int minusThirtyTwoSeventeenths = -1010580540; // Q2.29
        var halfDenominator = (int)(((long)x + int.MaxValue + 1) / 2);
        var estimate = fortyEightSeventeenths + Multiply(halfDenominator, minusThirtyTwoSeventeenths);
        for (var i = 0; i < 3; i++)
        {
            var error = (1 << 29) - Multiply(halfDenominator, estimate);
            estimate += FixedPointMultiplier.SaturatingShiftLeft(Multiply(estimate, error), 2);
        }

        return FixedPointMultiplier.SaturatingShiftLeft(estimate, 1);
    }

    private static int Multiply(int left, int right) => FixedPointMultiplier.SaturatingRoundingDoublingHighMultiply(left, right);
}
