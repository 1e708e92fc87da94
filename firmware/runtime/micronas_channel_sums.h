/* Sums over pixels, which AVERAGE_POOL_2D and MEAN share. */
#ifndef MICRONAS_CHANNEL_SUMS_H
#define MICRONAS_CHANNEL_SUMS_H

#include <string.h>

#include "micronas_arithmetic.h"

/* Channels that are summed at once, and the pixels that fit halfwords: 256 of -128. */
enum { MICRONAS_CHANNELS_AT_ONCE = 4, MICRONAS_PIXELS_AT_ONCE = 256 };

/* Pixels of an image in memory. */
typedef struct {
    const int8_t *first; /* its first channel of interest */
    int32_t rows, columns;
    int32_t row_size; /* bytes from row to row */
    int32_t channels; /* bytes from column to column */
} micronas_window;

/* Two channels each, as halfwords; the portable flavour's are 128 * pixels too high, which keeps the lower from borrowing of the upper. */
typedef struct {
    uint32_t even, odd;
} micronas_paired_sums;

/* Pixels that lie next to one another, MICRONAS_PIXELS_AT_ONCE at most in one micronas_paired_sums. */
static inline micronas_paired_sums micronas_sum_run(micronas_paired_sums sums, const int8_t *pixel, int32_t pixels, int32_t channels)
{
    for (; pixels > 0; pixels--) {
        uint32_t word;
        memcpy(&word, pixel, sizeof word);
        pixel += channels;
#if MICRONAS_HAS_DSP
        /* ACLE has no name for the rotating form. */
        __asm__("sxtab16 %0, %0, %1" : "+r"(sums.even) : "r"(word));
        __asm__("sxtab16 %0, %0, %1, ror #8" : "+r"(sums.odd) : "r"(word));
#else
        const uint32_t shifted = word ^ 0x80808080u;
        sums.even += shifted & 0x00ff00ffu;
        sums.odd += shifted >> 8 & 0x00ff00ffu;
#endif
    }
    return sums;
}

static inline void micronas_add_paired_sums(int32_t sums[MICRONAS_CHANNELS_AT_ONCE], micronas_paired_sums paired, int32_t pixels)
{
#if MICRONAS_HAS_DSP
    (void)pixels;
    sums[0] += (int16_t)(paired.even & 0xffffu);
    sums[1] += (int16_t)(paired.odd & 0xffffu);
    sums[2] += (int32_t)paired.even >> 16;
    sums[3] += (int32_t)paired.odd >> 16;
#else
    sums[0] += (int32_t)(paired.even & 0xffffu) - 128 * pixels;
    sums[1] += (int32_t)(paired.odd & 0xffffu) - 128 * pixels;
    sums[2] += (int32_t)(paired.even >> 16) - 128 * pixels;
    sums[3] += (int32_t)(paired.odd >> 16) - 128 * pixels;
#endif
}

/* Of four neighbouring channels, which must exist. */
static inline void micronas_sum_four_channels(int32_t sums[MICRONAS_CHANNELS_AT_ONCE], micronas_window window)
{
    micronas_paired_sums paired = {0, 0};
    int32_t summed = 0;
    sums[0] = sums[1] = sums[2] = sums[3] = 0;
    if (window.row_size == window.columns * window.channels) {
        window.columns *= window.rows; /* whole rows are one run */
        window.rows = 1;
    }
    for (; window.rows > 0; window.rows--) {
        const int8_t *pixel = window.first;
        for (int32_t left = window.columns; left > 0;) {
            const int32_t pixels = micronas_minimum(left, MICRONAS_PIXELS_AT_ONCE - summed);
            paired = micronas_sum_run(paired, pixel, pixels, window.channels);
            pixel += pixels * window.channels;
            left -= pixels;
            summed += pixels;
            if (summed == MICRONAS_PIXELS_AT_ONCE) {
                micronas_add_paired_sums(sums, paired, summed);
                paired = (micronas_paired_sums){0, 0};
                summed = 0;
            }
        }
        window.first += window.row_size;
    }
    micronas_add_paired_sums(sums, paired, summed);
}

static inline int32_t micronas_sum_one_channel(const micronas_window *window)
{
    int32_t sum = 0;
    const int8_t *row = window->first;
    for (int32_t y = 0; y < window->rows; y++) {
        for (int32_t x = 0; x < window->columns; x++) {
            sum += row[x * window->channels];
        }
        row += window->row_size;
    }
    return sum;
}

/*
 * Of the channels from `channel` on, in a window that begins with channel 0: of four, or of as many as are left. Returns how many; their
 * sums are the last ones of the array.
 */
static inline int32_t micronas_sum_channels(int32_t sums[MICRONAS_CHANNELS_AT_ONCE], const micronas_window *window, int32_t channel)
{
    micronas_window part = *window;
    if (window->channels < MICRONAS_CHANNELS_AT_ONCE) {
        part.first += channel;
        sums[MICRONAS_CHANNELS_AT_ONCE - 1] = micronas_sum_one_channel(&part);
        return 1;
    }

    /* The last ones are summed together with channels before them, again. */
    const int32_t first = micronas_minimum(channel, window->channels - MICRONAS_CHANNELS_AT_ONCE);
    part.first += first;
    micronas_sum_four_channels(sums, part);
    return MICRONAS_CHANNELS_AT_ONCE - (channel - first);
}

#endif
