/* The inner loop of the portable convolutions: two pixels times two output channels. */
#ifndef MICRONAS_TILE_PORTABLE_H
#define MICRONAS_TILE_PORTABLE_H

#include <stdint.h>

/* Hides from the compiler where a pointer comes from: it then increments it in its last load instead of by an addition. */
#if defined(__thumb2__)
#define MICRONAS_OPAQUE(pointer) __asm__("" : "+r"(pointer))
#else
#define MICRONAS_OPAQUE(pointer) ((void)0)
#endif

#define MICRONAS_TILE_TAP(i)                                                                                                \
    do {                                                                                                                   \
        const int32_t value0 = activations[2 * (i)], value1 = activations[2 * (i) + 1];                                    \
        const int32_t weight0 = weights0[i], weight1 = weights1[i];                                                        \
        sum00 += value0 * weight0;                                                                                         \
        sum10 += value1 * weight0;                                                                                         \
        sum01 += value0 * weight1;                                                                                         \
        sum11 += value1 * weight1;                                                                                         \
    } while (0)

/*
 * Adds the products of count taps to sums = {pixel 0 channel 0, pixel 1 channel 0, pixel 0 channel 1, pixel 1 channel 1}.
 * activations is [count][2 pixels], the zero point subtracted; weights0 and weights1 are [count]. No alignment is needed beyond
 * the types'. Cortex-M3 (gcc 12 -O2): 66 instructions for 8 taps, and 11 for each one that is left over.
 */
static inline void micronas_tile_portable(int32_t sums[4], const int16_t *activations, const int8_t *weights0,
                                          const int8_t *weights1, int32_t count)
{
    const int8_t *const end = weights0 + count;
    const int8_t *const end_of_eights = weights0 + (count & ~7);
    int32_t sum00 = sums[0], sum10 = sums[1], sum01 = sums[2], sum11 = sums[3];
    while (weights0 != end_of_eights) {
        MICRONAS_TILE_TAP(1);
        MICRONAS_TILE_TAP(2);
        MICRONAS_TILE_TAP(3);
        MICRONAS_TILE_TAP(4);
        MICRONAS_TILE_TAP(5);
        MICRONAS_TILE_TAP(6);
        MICRONAS_TILE_TAP(7);
        /* The first tap comes last: its loads need no offset and can advance the pointers. */
        const int32_t value1 = activations[1], value0 = activations[0], weight0 = weights0[0], weight1 = weights1[0];
        activations += 16;
        weights0 += 8;
        weights1 += 8;
        MICRONAS_OPAQUE(activations);
        MICRONAS_OPAQUE(weights0);
        MICRONAS_OPAQUE(weights1);
        sum00 += value0 * weight0;
        sum10 += value1 * weight0;
        sum01 += value0 * weight1;
        sum11 += value1 * weight1;
    }
    while (weights0 != end) {
        MICRONAS_TILE_TAP(0);
        activations += 2;
        weights0++;
        weights1++;
    }
    sums[0] = sum00;
    sums[1] = sum10;
    sums[2] = sum01;
    sums[3] = sum11;
}

#undef MICRONAS_TILE_TAP

#endif
