#include <stdbool.h>
#include <string.h>

#include "micronas_arithmetic.h"
#include "micronas_flavour.h"

#if MICRONAS_HAS_DSP
#include <arm_acle.h>
#endif

/* Where the constants of a call must become constants of the code. */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

/* Kernels of 3 to 8 taps at a stride of 2 have their weights in registers; more would not fit. */
enum { COMMON_STRIDE = 2, MOST_PAIRS_IN_REGISTERS = 4 };

/* Some pixels of one output column; windows and weights have an even number of taps, the last of them 0 where need be. */
typedef struct {
    const int16_t *values; /* of the first pixel's window, the zero point subtracted */
    int8_t *output;
    int32_t stride; /* values from pixel to pixel */
    int32_t row;    /* bytes of output from pixel to pixel */
    int32_t count;
    int32_t tap_pairs;
} column_pixels;

/* One output channel in the quick form, where doubled sums save a shift of each. */
typedef struct {
    int32_t doubled_bias, multiplier, right_shift, rounding;
} column_channel;

static inline int32_t load_pair(const int16_t *pair)
{
    int32_t word;
    memcpy(&word, pair, sizeof word); /* at odd strides not aligned to 4 */
    return word;
}

static inline int32_t add_products(const int16_t *values, int32_t weight_pair, int32_t sum)
{
#if MICRONAS_HAS_DSP
    return __smlad(load_pair(values), weight_pair, sum);
#else
    return sum + values[0] * (int16_t)(weight_pair & 0xffff) + values[1] * (weight_pair >> 16);
#endif
}

static inline int8_t requantize_doubled(int32_t doubled, column_channel channel)
{
    const int32_t rounded = micronas_multiply_add_high(doubled, channel.multiplier, channel.rounding + (doubled >> 31));
    return (int8_t)micronas_saturate_to_int8(rounded >> channel.right_shift);
}

/* Two pixels a step at COMMON_STRIDE, so that they share loads; tap_pairs is a constant, 2 to MOST_PAIRS_IN_REGISTERS. */
ALWAYS_INLINE void sweep_common(column_pixels pixels, column_channel channel, const int16_t *weights, int32_t tap_pairs)
{
    const int32_t weights0 = load_pair(weights), weights1 = load_pair(weights + 2);
    const int32_t weights2 = tap_pairs > 2 ? load_pair(weights + 4) : 0;
    const int32_t weights3 = tap_pairs > 3 ? load_pair(weights + 6) : 0;
    for (int32_t steps = pixels.count / 2; steps > 0; steps--) {
        const int16_t *const next = pixels.values + COMMON_STRIDE;
        int32_t sum0 = add_products(pixels.values, weights0, channel.doubled_bias);
        int32_t sum1 = add_products(next, weights0, channel.doubled_bias);
        sum0 = add_products(pixels.values + 2, weights1, sum0);
        sum1 = add_products(next + 2, weights1, sum1);
        if (tap_pairs > 2) {
            sum0 = add_products(pixels.values + 4, weights2, sum0);
            sum1 = add_products(next + 4, weights2, sum1);
        }
        if (tap_pairs > 3) {
            sum0 = add_products(pixels.values + 6, weights3, sum0);
            sum1 = add_products(next + 6, weights3, sum1);
        }
        pixels.values += 2 * COMMON_STRIDE;
        *pixels.output = requantize_doubled(sum0, channel);
        pixels.output += pixels.row;
        *pixels.output = requantize_doubled(sum1, channel);
        pixels.output += pixels.row;
    }
}

static inline column_channel quick_channel(const micronas_convolution *convolution, int32_t channel)
{
    const int32_t shift = convolution->shift[channel];
    return (column_channel){
        .doubled_bias = 2 * convolution->bias[channel], .multiplier = convolution->multiplier[channel], .right_shift = -shift,
        .rounding = micronas_quick_rounding(shift, convolution->output_offset),
    };
}

/* All but an odd last pixel. */
ALWAYS_INLINE void convolve_common(const micronas_convolution *convolution, column_pixels pixels, const int16_t *weights, int32_t tap_pairs)
{
    for (int32_t channel = 0; channel < convolution->output_channels; channel++) {
        sweep_common(pixels, quick_channel(convolution, channel), weights, tap_pairs);
        weights += 2 * tap_pairs;
        pixels.output++;
    }
}

/* Any stride and number of taps. */
static void convolve_any(const micronas_convolution *convolution, column_pixels pixels, const int16_t *weights)
{
    for (int32_t i = 0; i < convolution->output_channels; i++) {
        const column_channel channel = convolution->quick ? quick_channel(convolution, i) : (column_channel){0};
        const int16_t *values = pixels.values;
        int8_t *output = pixels.output++;
        for (int32_t pixel = 0; pixel < pixels.count; pixel++) {
            int32_t sum = convolution->quick ? channel.doubled_bias : convolution->bias[i];
            for (int32_t j = 0; j < 2 * pixels.tap_pairs; j += 2) {
                sum = add_products(values + j, load_pair(weights + j), sum);
            }
            *output = convolution->quick ? requantize_doubled(sum, channel) : micronas_requantize(convolution, i, sum);
            values += pixels.stride;
            output += pixels.row;
        }
        weights += 2 * pixels.tap_pairs;
    }
}

static void convolve_pixels(const micronas_convolution *convolution, column_pixels pixels, const int16_t *weights)
{
    const bool common = convolution->quick && pixels.stride == COMMON_STRIDE;
    const int32_t pairs = pixels.count & ~1;
    if (common && pixels.tap_pairs == 2) {
        convolve_common(convolution, pixels, weights, 2);
    } else if (common && pixels.tap_pairs == 3) {
        convolve_common(convolution, pixels, weights, 3);
    } else if (common && pixels.tap_pairs == MOST_PAIRS_IN_REGISTERS) {
        convolve_common(convolution, pixels, weights, MOST_PAIRS_IN_REGISTERS);
    } else {
        convolve_any(convolution, pixels, weights);
        return;
    }
    if (pairs != pixels.count) {
        pixels.values += pairs * pixels.stride;
        pixels.output += pairs * pixels.row;
        pixels.count = 1;
        convolve_any(convolution, pixels, weights);
    }
}

/* The values that some windows cover, from input row first_row on; rows outside the image are zeros. */
static void widen_column(const micronas_convolution *convolution, const int8_t *input, int32_t first_row, int32_t length, int16_t *values)
{
    const int32_t width = convolution->input_width, offset = convolution->input_offset;
    const int32_t begin = micronas_clamp(-first_row, 0, length);
    const int32_t end = micronas_clamp(convolution->input_height - first_row, begin, length);
    const int8_t *sample = input + (first_row + begin) * width;
    int32_t i = begin;
    memset(values, 0, (size_t)begin * sizeof values[0]);
    for (; i + 1 < end; i += 2) {
        const int32_t next = sample[width];
        values[i] = (int16_t)(*sample + offset);
        values[i + 1] = (int16_t)(next + offset);
        sample += 2 * width;
    }
    if (i < end) {
        values[i] = (int16_t)(*sample + offset);
    }
    memset(values + end, 0, (size_t)(length - end) * sizeof values[0]);
}

static void widen_weights(const micronas_convolution *convolution, int32_t tap_pairs, int16_t *wide)
{
    const int8_t *weight = convolution->weights;
    const int32_t factor = convolution->quick ? 2 : 1;
    for (int32_t channel = 0; channel < convolution->output_channels; channel++) {
        for (int32_t i = 0; i < 2 * tap_pairs; i++) {
            *wide++ = (int16_t)(i < convolution->kernel_height ? factor * *weight++ : 0);
        }
    }
}

void micronas_convolve_column(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t rows = convolution->rows, stride = convolution->stride_height;
    const int32_t tap_pairs = (convolution->kernel_height + 1) / 2;
    const int32_t row_size = convolution->output_width * convolution->output_channels;
    int16_t *const weights = scratch;
    int16_t *const values = weights + convolution->output_channels * 2 * tap_pairs;
    widen_weights(convolution, tap_pairs, weights);
    for (int32_t x = 0; x < convolution->output_width; x++) {
        for (int32_t y = 0; y < convolution->output_height; y += rows) {
            const column_pixels pixels = {
                .values = values, .output = output + y * row_size + x * convolution->output_channels, .stride = stride, .row = row_size,
                .count = micronas_minimum(rows, convolution->output_height - y), .tap_pairs = tap_pairs,
            };
            widen_column(convolution, input + x * convolution->stride_width, y * stride - convolution->padding_top,
                         (pixels.count - 1) * stride + 2 * tap_pairs, values);
            convolve_pixels(convolution, pixels, weights);
        }
    }
}
