/* Fixed-point arithmetic that the kernels share; the rounding is gemmlowp's, which TensorFlow Lite builds on. */
#ifndef MICRONAS_ARITHMETIC_H
#define MICRONAS_ARITHMETIC_H

#include "micronas_flavour.h"
#include "micronas_runtime.h"

/*
 * round(a * b / 2^31), half away from zero for positive and half up for negative products: gemmlowp's
 * SaturatingRoundingDoublingHighMul for operands that are not both INT32_MIN (a Q31 multiplier never is).
 */
static inline int32_t micronas_multiply_high(int32_t a, int32_t b)
{
    return (int32_t)(((int64_t)a * b + (INT64_C(1) << 30)) >> 31);
}

/* value / 2^exponent, rounded to nearest, half away from zero; exponent in [0, 31]. */
static inline int32_t micronas_divide_by_power_of_two(int32_t value, int32_t exponent)
{
    const int32_t mask = (int32_t)((UINT32_C(1) << exponent) - 1u);
    const int32_t remainder = value & mask;
    const int32_t threshold = (mask >> 1) + (value < 0 ? 1 : 0);
    return (value >> exponent) + (remainder > threshold ? 1 : 0);
}

/* The shift of an unsigned value, so that an overflow wraps as on the reference's targets instead of being undefined. */
static inline int32_t micronas_shift_left(int32_t value, int32_t exponent)
{
    return (int32_t)((uint32_t)value << exponent);
}

/* Any shift in [-31, 30]. */
static inline int32_t micronas_apply_rescale(int32_t value, micronas_rescale rescale)
{
    const int32_t left = rescale.shift > 0 ? rescale.shift : 0;
    const int32_t right = left - rescale.shift;
    return micronas_divide_by_power_of_two(micronas_multiply_high(micronas_shift_left(value, left), rescale.multiplier),
                                           right);
}

static inline int32_t micronas_clamp(int32_t value, int32_t minimum, int32_t maximum)
{
    value = value < minimum ? minimum : value;
    return value > maximum ? maximum : value;
}

static inline int32_t micronas_saturate_to_int8(int32_t value)
{
#ifdef __ARM_FEATURE_SAT
    int32_t result; /* gcc's __ssat takes an unsigned value */
    __asm__("ssat %0, #8, %1" : "=r"(result) : "r"(value));
    return result;
#else
    return micronas_clamp(value, INT8_MIN, INT8_MAX);
#endif
}

static inline int32_t micronas_minimum(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int32_t micronas_maximum(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* value + offset between minimum and maximum (all three in [-128, 127]); clamped before it is added, so that no value overflows. */
static inline int32_t micronas_clamp_sum(int32_t value, int32_t offset, int32_t minimum, int32_t maximum)
{
    return micronas_clamp(value, minimum - offset, maximum - offset) + offset;
}

/*
 * The output's zero point and the half that the last shift rounds by, in one term; shift in [-22, -1], output_offset in [-128, 127].
 * It depends on the channel alone.
 */
static inline int32_t micronas_quick_rounding(int32_t shift, int32_t output_offset)
{
    return (2 * output_offset + 1) * (1 << (-shift - 1));
}

/* (addend * 2^32 + a * b + 2^31) / 2^32, rounded down: SMMLAR. The result must fit. */
static inline int32_t micronas_multiply_add_high(int32_t a, int32_t b, int32_t addend)
{
#if MICRONAS_HAS_DSP
    int32_t result; /* ACLE has no name for it */
    __asm__("smmlar %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(addend));
    return result;
#else
    const int64_t product = (int64_t)a * b;
    return addend + (int32_t)(product >> 32) + (int32_t)((uint32_t)product >> 31);
#endif
}

/* -1 for a negative value, else 0. */
static inline int32_t micronas_negative(int32_t value)
{
    return value < 0 ? -1 : 0;
}

/* micronas_requantize where MICRONAS_QUICK holds; rounding is micronas_quick_rounding of the channel. Result in [-128, 127]. */
static inline int32_t micronas_requantize_rounded(int32_t sum, int32_t multiplier, int32_t shift, int32_t rounding)
{
    /* Both roundings go away from zero; twice the sum makes the product's high word the one that the first of them leaves. */
    return micronas_saturate_to_int8(micronas_multiply_add_high(2 * sum, multiplier, rounding + micronas_negative(sum)) >> -shift);
}

/* The same from the channel's constants; a loop over pixels takes the rounding term out of it by itself. */
static inline int32_t micronas_requantize_quick(int32_t sum, int32_t multiplier, int32_t shift, int32_t output_offset)
{
    return micronas_requantize_rounded(sum, multiplier, shift, micronas_quick_rounding(shift, output_offset));
}

/* A channel's sum to its int8 output, for any multiplier, shift and activation range. */
static inline int8_t micronas_requantize(const micronas_convolution *convolution, int32_t channel, int32_t sum)
{
    const micronas_rescale rescale = {convolution->multiplier[channel], convolution->shift[channel]};
    return (int8_t)micronas_clamp_sum(micronas_apply_rescale(sum, rescale), convolution->output_offset,
                                      convolution->activation_minimum, convolution->activation_maximum);
}

/* micronas_requantize as a function, for callers that seldom need it. */
int8_t micronas_requantize_out_of_line(const micronas_convolution *convolution, int32_t channel, int32_t sum);

/* The same by the form that the convolution allows. */
static inline int8_t micronas_requantize_either_way(const micronas_convolution *convolution, int32_t channel, int32_t sum)
{
    if (convolution->quick) {
        return (int8_t)micronas_requantize_quick(sum, convolution->multiplier[channel], convolution->shift[channel],
                                                 convolution->output_offset);
    }
    return micronas_requantize_out_of_line(convolution, channel, sum);
}

#endif
