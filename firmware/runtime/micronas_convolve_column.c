#include <stdbool.h>
#include <string.h>

#include "micronas_arithmetic.h"
#include "micronas_flavour.h"

#if MICRONAS_HAS_DSP
#include <arm_acle.h>
#endif

#if MICRONAS_HAS_MVE

void micronas_convolve_column(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    micronas_convolve_mve(convolution, input, output, scratch);
}

#else

/* Kernels of up to 8 taps at a stride of 2 have their weights in registers, shorter ones with zeros behind; more would not fit. */
enum { COMMON_STRIDE = 2, COMMON_TAP_PAIRS = 4 };

/* Some pixels of one output column; windows and weights have an even number of taps, the last weights 0 where need be. */
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
    /* Other people's biases may wrap the sum, as on the reference's targets. */
    const int32_t products = values[0] * (int16_t)(weight_pair & 0xffff) + values[1] * (weight_pair >> 16);
    return (int32_t)((uint32_t)sum + (uint32_t)products);
#endif
}

static inline int8_t requantize_doubled(int32_t doubled, column_channel channel)
{
    const int32_t rounded = micronas_multiply_add_high(doubled, channel.multiplier, channel.rounding + micronas_negative(doubled));
    return (int8_t)micronas_saturate_to_int8(rounded >> channel.right_shift);
}

/* Whether the quick form is taken: its weights and sums are doubled. */
static inline bool is_doubled(const micronas_convolution *convolution)
{
    return !MICRONAS_SIZE && convolution->quick != 0;
}

static inline column_channel quick_channel(const micronas_convolution *convolution, int32_t channel)
{
    const int32_t shift = convolution->shift[channel];
    return (column_channel){
        .doubled_bias = 2 * convolution->bias[channel], .multiplier = convolution->multiplier[channel], .right_shift = -shift,
        .rounding = micronas_quick_rounding(shift, convolution->output_offset),
    };
}

#if !MICRONAS_SIZE
/* Two pixels a step, so that they share loads; an odd last pixel is left out. */
static void convolve_common(const micronas_convolution *convolution, column_pixels pixels, const int16_t *weights)
{
    for (int32_t i = 0; i < convolution->output_channels; i++) {
        const column_channel channel = quick_channel(convolution, i);
        const int32_t weights0 = load_pair(weights), weights1 = load_pair(weights + 2);
        const int32_t weights2 = load_pair(weights + 4), weights3 = load_pair(weights + 6);
        const int16_t *values = pixels.values;
        int8_t *output = pixels.output++;
        for (int32_t steps = pixels.count / 2; steps > 0; steps--) {
            const int16_t *const next = values + COMMON_STRIDE;
            int32_t sum0 = add_products(values, weights0, channel.doubled_bias);
            int32_t sum1 = add_products(next, weights0, channel.doubled_bias);
            sum0 = add_products(values + 2, weights1, sum0);
            sum1 = add_products(next + 2, weights1, sum1);
            sum0 = add_products(values + 4, weights2, sum0);
            sum1 = add_products(next + 4, weights2, sum1);
            sum0 = add_products(values + 6, weights3, sum0);
            sum1 = add_products(next + 6, weights3, sum1);
            values += 2 * COMMON_STRIDE;
            *output = requantize_doubled(sum0, channel);
            output += pixels.row;
            *output = requantize_doubled(sum1, channel);
            output += pixels.row;
        }
        weights += 2 * COMMON_TAP_PAIRS;
    }
}
#endif

/* Any stride and number of taps. */
static MICRONAS_NOT_INLINE void convolve_any(const micronas_convolution *convolution, column_pixels pixels, const int16_t *weights)
{
    for (int32_t i = 0; i < convolution->output_channels; i++) {
        const column_channel channel = is_doubled(convolution) ? quick_channel(convolution, i) : (column_channel){0};
        const int32_t bias = is_doubled(convolution) ? channel.doubled_bias : convolution->bias[i];
        const int16_t *values = pixels.values;
        int8_t *output = pixels.output++;
        for (int32_t pixel = 0; pixel < pixels.count; pixel++) {
            int32_t sum = bias;
            for (int32_t j = 0; j < 2 * pixels.tap_pairs; j += 2) {
                sum = add_products(values + j, load_pair(weights + j), sum);
            }
            if (is_doubled(convolution)) {
                *output = requantize_doubled(sum, channel);
            } else {
                *output = micronas_requantize_out_of_line(convolution, i, sum);
            }
            values += pixels.stride;
            output += pixels.row;
        }
        weights += 2 * pixels.tap_pairs;
    }
}

static void convolve_pixels(const micronas_convolution *convolution, column_pixels pixels, const int16_t *weights)
{
#if !MICRONAS_SIZE
    if (convolution->quick && pixels.stride == COMMON_STRIDE && pixels.tap_pairs == COMMON_TAP_PAIRS) {
        const int32_t done = pixels.count & ~1;
        convolve_common(convolution, pixels, weights);
        pixels.values += done * pixels.stride;
        pixels.output += done * pixels.row;
        pixels.count -= done;
    }
#endif
    convolve_any(convolution, pixels, weights);
}

/* The values that some windows cover, from input row first_row on; rows outside the image are zeros. */
static void widen_column(const micronas_convolution *convolution, const int8_t *input, int32_t first_row, int32_t length, int16_t *values)
{
    const int32_t width = convolution->input_width, offset = convolution->input_offset;
    const int32_t begin = micronas_clamp(-first_row, 0, length);
    const int32_t end = micronas_clamp(convolution->input_height - first_row, begin, length);
    const int8_t *sample = input + (first_row + begin) * width;
    memset(values, 0, (size_t)begin * sizeof values[0]);
    for (int32_t i = begin; i < end; i++) {
        values[i] = (int16_t)(*sample + offset);
        sample += width;
    }
    memset(values + end, 0, (size_t)(length - end) * sizeof values[0]);
}

static void widen_weights(const micronas_convolution *convolution, int32_t tap_pairs, int16_t *wide)
{
    const int8_t *weight = convolution->weights;
    const int32_t factor = is_doubled(convolution) ? 2 : 1;
    for (int32_t channel = 0; channel < convolution->output_channels; channel++) {
        for (int32_t i = 0; i < 2 * tap_pairs; i++) {
            *wide++ = (int16_t)(i < convolution->kernel_height ? factor * *weight++ : 0);
        }
    }
}

void micronas_convolve_column(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t rows = convolution->rows, stride = convolution->stride_height;
    const int32_t tap_pairs = micronas_maximum((convolution->kernel_height + 1) / 2, COMMON_TAP_PAIRS);
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

#endif
