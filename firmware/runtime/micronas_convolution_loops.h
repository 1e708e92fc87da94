/* The loops that both convolution kernels share; a kernel adds how it sums one row of taps. */
#ifndef MICRONAS_CONVOLUTION_LOOPS_H
#define MICRONAS_CONVOLUTION_LOOPS_H

#include "micronas_arithmetic.h"

enum { MICRONAS_CHANNEL_BLOCK = 4 };

/*
 * Adds one row of taps to four accumulators. Neighbouring taps of a row are neighbours in memory, so a row of k taps is
 * one sweep over k * C_in inputs and 4 * k * C_in weights; a border only shortens it.
 */
typedef void micronas_sweep(int32_t sums[MICRONAS_CHANNEL_BLOCK], const int8_t *input, const int8_t *weights,
                            int32_t count, int32_t input_offset);

static inline void micronas_store_block(const micronas_convolution *convolution, const int32_t *sums, int32_t channel,
                                        int8_t *output)
{
    const int32_t count = micronas_minimum(MICRONAS_CHANNEL_BLOCK, convolution->output_channels - channel);
    for (int32_t i = 0; i < count; i++) {
        const int32_t value = micronas_apply_rescale(sums[i], convolution->rescale[channel + i]) + convolution->output_offset;
        output[channel + i] =
            (int8_t)micronas_clamp(value, convolution->activation_minimum, convolution->activation_maximum);
    }
}

/* `sweep` is a constant at every call, so the compiler inlines it. */
static inline void micronas_convolve(const micronas_convolution *convolution, const int8_t *input, int8_t *output,
                                     micronas_sweep *sweep)
{
    const int32_t channels = convolution->input_channels;
    const int32_t input_row = convolution->input_width * channels;
    const int32_t weight_tap = MICRONAS_CHANNEL_BLOCK * channels;
    const int32_t weight_row = convolution->kernel_width * weight_tap;
    const int32_t weight_block = convolution->kernel_height * weight_row;

    for (int32_t y = 0; y < convolution->output_height; y++) {
        const int32_t top = y * convolution->stride_height - convolution->padding_top;
        const int32_t first_row = micronas_maximum(0, -top);
        const int32_t end_row = micronas_minimum(convolution->kernel_height, convolution->input_height - top);

        for (int32_t x = 0; x < convolution->output_width; x++) {
            const int32_t left = x * convolution->stride_width - convolution->padding_left;
            const int32_t first_tap = micronas_maximum(0, -left);
            const int32_t end_tap = micronas_minimum(convolution->kernel_width, convolution->input_width - left);
            const int32_t count = (end_tap - first_tap) * channels;
            const int8_t *window = input + (top + first_row) * input_row + (left + first_tap) * channels;
            const int8_t *block = convolution->weights + first_row * weight_row + first_tap * weight_tap;

            for (int32_t channel = 0; channel < convolution->output_channels; channel += MICRONAS_CHANNEL_BLOCK) {
                int32_t sums[MICRONAS_CHANNEL_BLOCK];
                const int8_t *row_input = window;
                const int8_t *row_weights = block;
                for (int32_t i = 0; i < MICRONAS_CHANNEL_BLOCK; i++) {
                    sums[i] = convolution->bias[channel + i];
                }
                for (int32_t row = first_row; row < end_row; row++) {
                    sweep(sums, row_input, row_weights, count, convolution->input_offset);
                    row_input += input_row;
                    row_weights += weight_row;
                }
                micronas_store_block(convolution, sums, channel, output);
                block += weight_block;
            }
            output += convolution->output_channels;
        }
    }
}

#endif
