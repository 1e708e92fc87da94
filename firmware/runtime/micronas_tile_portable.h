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
        const int32_t value0 = activations[i], value1 = activations[(i) + 4];                                              \
        const int32_t weight0 = weights[i], weight1 = weights[(i) + 4];                                                    \
        sum00 += (uint32_t)(value0 * weight0);                                                                                         \
        sum10 += (uint32_t)(value1 * weight0);                                                                                         \
        sum01 += (uint32_t)(value0 * weight1);                                                                                         \
        sum11 += (uint32_t)(value1 * weight1);                                                                                         \
    } while (0)

/*
 * Adds, modulo 2^32, the products of `groups` groups (micronas_tile.h), at least one, to sums = {pixel 0 channel 0, pixel 0 channel 1,
 * pixel 1 channel 0, pixel 1 channel 1}. Cortex-M3 (gcc 12 -O2): 34 instructions for the 16 products of a group.
 */
static inline void micronas_tile_portable(int32_t sums[4], const int16_t *activations, const int16_t *weights, int32_t groups)
{
    const int16_t *const end = weights + 8 * groups;
    int32_t sum00 = sums[0], sum10 = sums[2], sum01 = sums[1], sum11 = sums[3];
    do {
        MICRONAS_TILE_TAP(1);
        MICRONAS_TILE_TAP(2);
        MICRONAS_TILE_TAP(3);
        /* The first tap comes last: its loads need no offset and can advance the pointers. */
        const int32_t value1 = activations[4], value0 = activations[0], weight1 = weights[4], weight0 = weights[0];
        activations += 8;
        weights += 8;
        MICRONAS_OPAQUE(activations);
        MICRONAS_OPAQUE(weights);
        sum00 += (uint32_t)(value0 * weight0);
        sum10 += (uint32_t)(value1 * weight0);
        sum01 += (uint32_t)(value0 * weight1);
        sum11 += (uint32_t)(value1 * weight1);
    } while (weights != end);
    sums[0] = (int32_t)sum00;
    sums[1] = sum01;
    sums[2] = sum10;
    sums[3] = (int32_t)sum11;
}

#undef MICRONAS_TILE_TAP

#endif
