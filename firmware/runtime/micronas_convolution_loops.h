/* The loops that both convolution kernels share; a kernel adds how it sums the taps of one output. */
#ifndef MICRONAS_CONVOLUTION_LOOPS_H
#define MICRONAS_CONVOLUTION_LOOPS_H

#include "micronas_arithmetic.h"

enum { MICRONAS_CHANNEL_BLOCK = 4 };

/* Inner loops stand in functions of their own: inlined into the outer ones they run out of registers. */
#if defined(__GNUC__)
#define MICRONAS_INNER_LOOP __attribute__((noinline))
#else
#define MICRONAS_INNER_LOOP
#endif

/*
 * The taps of one output pixel that lie inside the image. Neighbouring taps of a row are neighbours in memory, so a row
 * is one sweep over `count` inputs, `input_step` bytes apart, and four times as many weights.
 */
typedef struct {
    int32_t rows;         /* sweeps */
    int32_t count;        /* inputs of a sweep */
    int32_t input_step;   /* bytes from one input of a sweep to the next */
    int32_t input_row;    /* bytes from one sweep's inputs to the next one's */
    int32_t weight_row;   /* bytes from one sweep's weights to the next one's */
    int32_t input_offset; /* added to every input */
} micronas_taps;

/* Adds all taps to the sums of four output channels. */
typedef void micronas_accumulate(int32_t sums[MICRONAS_CHANNEL_BLOCK], const micronas_taps *taps, const int8_t *input,
                                 const int8_t *weights);

MICRONAS_INNER_LOOP
static void micronas_store_block(const micronas_convolution *convolution, const int32_t *sums, int32_t channel,
                                 int8_t *output)
{
    const int32_t count = micronas_minimum(MICRONAS_CHANNEL_BLOCK, convolution->output_channels - channel);
    const micronas_rescale *rescale = convolution->rescale + channel;
    /* Read before the loop: a store of int8_t may alias the descriptor. */
    const int32_t offset = convolution->output_offset;
    const int32_t minimum = convolution->activation_minimum;
    const int32_t maximum = convolution->activation_maximum;
    for (int32_t i = 0; i < count; i++) {
        output[i] = (int8_t)micronas_clamp(micronas_apply_rescale(sums[i], rescale[i]) + offset, minimum, maximum);
    }
}

static inline void micronas_convolve(const micronas_convolution *convolution, const int8_t *input, int8_t *output,
                                     micronas_accumulate *accumulate)
{
    const int32_t channels = convolution->input_channels;
    const int32_t input_row = convolution->input_width * channels;
    const int32_t weight_tap = MICRONAS_CHANNEL_BLOCK * channels;
    const int32_t weight_row = convolution->kernel_width * weight_tap;
    const int32_t weight_block = convolution->kernel_height * weight_row;
    /* One input channel and a kernel along time alone: the column of taps is one sweep with the image's row as its step. */
    const int is_column = channels == 1 && convolution->kernel_width == 1;

    for (int32_t y = 0; y < convolution->output_height; y++) {
        const int32_t top = y * convolution->stride_height - convolution->padding_top;
        const int32_t first_row = micronas_maximum(0, -top);
        const int32_t rows = micronas_minimum(convolution->kernel_height, convolution->input_height - top) - first_row;

        for (int32_t x = 0; x < convolution->output_width; x++) {
            const int32_t left = x * convolution->stride_width - convolution->padding_left;
            const int32_t first_tap = micronas_maximum(0, -left);
            const int32_t end_tap = micronas_minimum(convolution->kernel_width, convolution->input_width - left);
            const micronas_taps taps = {
                .rows = is_column ? 1 : rows,
                .count = is_column ? rows : (end_tap - first_tap) * channels,
                .input_step = is_column ? input_row : 1,
                .input_row = input_row,
                .weight_row = weight_row,
                .input_offset = convolution->input_offset,
            };
            const int8_t *window = input + (top + first_row) * input_row + (left + first_tap) * channels;
            const int8_t *block = convolution->weights + first_row * weight_row + first_tap * weight_tap;

            for (int32_t channel = 0; channel < convolution->output_channels; channel += MICRONAS_CHANNEL_BLOCK) {
                const int32_t *bias = convolution->bias + channel;
                int32_t sums[MICRONAS_CHANNEL_BLOCK] = {bias[0], bias[1], bias[2], bias[3]};
                accumulate(sums, &taps, window, block);
                micronas_store_block(convolution, sums, channel, output + channel);
                block += weight_block;
            }
            output += convolution->output_channels;
        }
    }
}

#endif
