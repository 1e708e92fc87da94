/* Four int8 values at a time: widened to pairs of int16 where the core has the DSP extension. */
#ifndef MICRONAS_DUAL_H
#define MICRONAS_DUAL_H

#include <string.h>

#include "micronas_flavour.h"

#if MICRONAS_HAS_DSP

#include <arm_acle.h>

/* One load: these cores take words at any address. */
static inline uint32_t micronas_load_four(const int8_t *values)
{
    uint32_t word;
    memcpy(&word, values, sizeof word);
    return word;
}

/* Bytes 0 and 2, each plus its half of `offsets`. */
static inline int16x2_t micronas_widen_even(int16x2_t offsets, uint32_t four)
{
    return __sxtab16(offsets, (int8x4_t)four);
}

/* Bytes 1 and 3, each plus its half of `offsets`; assembly because compilers do not fold the intrinsic's rotation. */
static inline int16x2_t micronas_widen_odd(int16x2_t offsets, uint32_t four)
{
    int16x2_t wide;
    __asm__("sxtab16 %0, %1, %2, ror #8" : "=r"(wide) : "r"(offsets), "r"(four));
    return wide;
}

/* The same without offsets. */
static inline int16x2_t micronas_widen_weights_even(uint32_t four)
{
    return __sxtb16((int8x4_t)four);
}

static inline int16x2_t micronas_widen_weights_odd(uint32_t four)
{
    int16x2_t wide;
    __asm__("sxtb16 %0, %1, ror #8" : "=r"(wide) : "r"(four));
    return wide;
}

/* `value`, [-2^15, 2^15), in both halves. */
static inline int16x2_t micronas_both_halves(int32_t value)
{
    return (int16x2_t)(((uint32_t)value & 0xffffu) | ((uint32_t)value << 16));
}

#endif

#endif
