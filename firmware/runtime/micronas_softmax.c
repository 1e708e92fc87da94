#include "micronas_arithmetic.h"

/*
 * TensorFlow Lite's int8 softmax. Fixed-point formats are named by their integer bits: Q0 holds [-1, 1), Q5 the scaled
 * differences, Q12 the sum of the exponentials; each has 31 minus that many fractional bits.
 */
enum { DIFFERENCE_INTEGER_BITS = 5, SUM_INTEGER_BITS = 12, OUTPUT_BITS = 8 };

/* A softmax is a thousandth of a network's time: one copy will do. */
static MICRONAS_NOT_INLINE int32_t multiply_high(int32_t a, int32_t b)
{
    return micronas_multiply_high(a, b);
}

static MICRONAS_NOT_INLINE int32_t divide_by_power_of_two(int32_t value, int32_t exponent)
{
    return micronas_divide_by_power_of_two(value, exponent);
}

static MICRONAS_NOT_INLINE int32_t shift_left_saturating(int32_t value, int32_t exponent)
{
    const int32_t threshold = (int32_t)((UINT32_C(1) << (31 - exponent)) - 1u);
    if (value > threshold) {
        return INT32_MAX;
    }
    if (value < -threshold) {
        return INT32_MIN;
    }
    return micronas_shift_left(value, exponent);
}

/* exp(a) for a in [-1/4, 0), Q0 to Q0: Taylor's series around -1/8. */
static int32_t exponential_of_small(int32_t a)
{
    const int32_t exp_minus_one_eighth = 1895147668;
    const int32_t one_third = 715827883;
    const int32_t x = a + (1 << 28);
    const int32_t x2 = multiply_high(x, x);
    const int32_t x3 = multiply_high(x2, x);
    const int32_t x4 = multiply_high(x2, x2);
    const int32_t x4_over_4 = divide_by_power_of_two(x4, 2);
    const int32_t tail = divide_by_power_of_two(multiply_high(x4_over_4 + x3, one_third) + x2, 1);
    return exp_minus_one_eighth + multiply_high(exp_minus_one_eighth, x + tail);
}

/* exp(a) for a <= 0, Q5 to Q0. */
static int32_t exponential_of_negative(int32_t a)
{
    /* exp(-2^k) in Q0 for k = -2 .. 4. */
    static const int32_t factors[] = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};
    const int32_t fractional_bits = 31 - DIFFERENCE_INTEGER_BITS;
    const int32_t one_quarter = 1 << (fractional_bits - 2);

    if (a == 0) {
        return INT32_MAX;
    }

    const int32_t fraction = (a & (one_quarter - 1)) - one_quarter;
    const int32_t remainder = fraction - a;
    int32_t result = exponential_of_small(shift_left_saturating(fraction, DIFFERENCE_INTEGER_BITS));
    for (int32_t i = 0; i < (int32_t)(sizeof factors / sizeof factors[0]); i++) {
        if (remainder & (one_quarter << i)) {
            result = multiply_high(result, factors[i]);
        }
    }
    return result;
}

/* 1 / (1 + a) for a in [0, 1), Q0 to Q0: three steps of Newton and Raphson in Q2. */
static int32_t reciprocal_of_one_plus(int32_t a)
{
    const int32_t half_denominator = (int32_t)(((int64_t)a + INT32_MAX + 1) / 2);
    const int32_t one = 1 << 29;
    int32_t x = 1515870810 + multiply_high(half_denominator, -1010580540); /* 48/17 - 32/17 d */
    for (int32_t i = 0; i < 3; i++) {
        const int32_t error = one - multiply_high(half_denominator, x);
        x += shift_left_saturating(multiply_high(x, error), 2);
    }
    return shift_left_saturating(x, 1);
}

/* value is positive. */
static int32_t leading_zeros(int32_t value)
{
    int32_t count = 0;
    for (uint32_t bits = (uint32_t)value; (bits & UINT32_C(0x80000000)) == 0; bits <<= 1) {
        count++;
    }
    return count;
}

static MICRONAS_NOT_INLINE int32_t scaled_exponential(const micronas_softmax_rows *softmax, int32_t difference)
{
    return exponential_of_negative(
        multiply_high(micronas_shift_left(difference, softmax->left_shift), softmax->multiplier));
}

static void softmax_row(const micronas_softmax_rows *softmax, const int8_t *input, int8_t *output)
{
    const int32_t largest = input[micronas_largest(input, softmax->classes)];
    int32_t sum = 0;
    for (int32_t i = 0; i < softmax->classes; i++) {
        const int32_t difference = input[i] - largest;
        if (difference >= softmax->difference_minimum) {
            sum += divide_by_power_of_two(scaled_exponential(softmax, difference), SUM_INTEGER_BITS);
        }
    }

    const int32_t headroom = leading_zeros(sum);
    const int32_t mantissa = (int32_t)(((uint32_t)sum << headroom) - (UINT32_C(1) << 31));
    const int32_t reciprocal = reciprocal_of_one_plus(mantissa);
    const int32_t exponent = SUM_INTEGER_BITS - headroom + 31 - OUTPUT_BITS;
    for (int32_t i = 0; i < softmax->classes; i++) {
        const int32_t difference = input[i] - largest;
        int32_t value = INT8_MIN;
        if (difference >= softmax->difference_minimum) {
            value += divide_by_power_of_two(
                multiply_high(reciprocal, scaled_exponential(softmax, difference)), exponent);
        }
        output[i] = (int8_t)micronas_clamp(value, INT8_MIN, INT8_MAX);
    }
}

void micronas_softmax(const micronas_softmax_rows *softmax, const int8_t *input, int8_t *output)
{
    for (int32_t row = 0; row < softmax->rows; row++) {
        softmax_row(softmax, input + row * softmax->classes, output + row * softmax->classes);
    }
}
