#include "micronas_arithmetic.h"
#include "micronas_dual.h"

/* The taps of one output pixel that lie inside the image, and how far apart they are. */
typedef struct {
    const int8_t *value, *weight; /* of the first tap, channel 0 */
    int32_t rows, columns;
    int32_t value_step, weight_step; /* from a tap to the next of its row */
    int32_t value_row, weight_row;   /* from a row to the next */
    int32_t offset;
} taps;

/* Adds one tap to four consecutive output channels; `shared` says that all four read one input channel. Sums wrap as the reference's do. */
static inline void add_tap(uint32_t sums[4], const int8_t *value, const int8_t *weight, int32_t offset, int shared)
{
#if MICRONAS_HAS_DSP
    const uint32_t weights = micronas_load_four(weight);
    const int16x2_t even_weights = micronas_widen_weights_even(weights);
    const int16x2_t odd_weights = micronas_widen_weights_odd(weights);
    if (shared) {
        const int32_t one = *value + offset;
        sums[0] = (uint32_t)__smlabb(one, even_weights, (int32_t)sums[0]);
        sums[1] = (uint32_t)__smlabb(one, odd_weights, (int32_t)sums[1]);
        sums[2] = (uint32_t)__smlabt(one, even_weights, (int32_t)sums[2]);
        sums[3] = (uint32_t)__smlabt(one, odd_weights, (int32_t)sums[3]);
    } else {
        const int16x2_t offsets = micronas_both_halves(offset);
        const uint32_t values = micronas_load_four(value);
        const int16x2_t even = micronas_widen_even(offsets, values);
        const int16x2_t odd = micronas_widen_odd(offsets, values);
        sums[0] = (uint32_t)__smlabb(even, even_weights, (int32_t)sums[0]);
        sums[1] = (uint32_t)__smlabb(odd, odd_weights, (int32_t)sums[1]);
        sums[2] = (uint32_t)__smlatt(even, even_weights, (int32_t)sums[2]);
        sums[3] = (uint32_t)__smlatt(odd, odd_weights, (int32_t)sums[3]);
    }
#else
    sums[0] += (uint32_t)((value[0] + offset) * weight[0]);
    sums[1] += (uint32_t)((value[shared ? 0 : 1] + offset) * weight[1]);
    sums[2] += (uint32_t)((value[shared ? 0 : 2] + offset) * weight[2]);
    sums[3] += (uint32_t)((value[shared ? 0 : 3] + offset) * weight[3]);
#endif
}

/*
 * Four output channels from `channel` on, which read input channel `source` or, not shared, `source` to `source + 3`. Inlined always: else
 * compilers keep one copy, which looks at `shared` at every tap.
 */
__attribute__((always_inline)) static inline void add_four_channels(uint32_t sums[4], const taps *inside, int32_t source,
                                                                    int32_t channel, int shared)
{
    const int8_t *value_row = inside->value + source;
    const int8_t *weight_row = inside->weight + channel;
    uint32_t local[4] = {sums[0], sums[1], sums[2], sums[3]};
    for (int32_t row = 0; row < inside->rows; row++) {
        const int8_t *value = value_row;
        const int8_t *weight = weight_row;
        for (int32_t column = 0; column < inside->columns; column++) {
            add_tap(local, value, weight, inside->offset, shared);
            value += inside->value_step;
            weight += inside->weight_step;
        }
        value_row += inside->value_row;
        weight_row += inside->weight_row;
    }
    memcpy(sums, local, sizeof local);
}

static void add_four_channels_of_four(uint32_t sums[4], const taps *inside, int32_t source, int32_t channel)
{
    add_four_channels(sums, inside, source, channel, 0);
}

static void add_four_channels_of_one(uint32_t sums[4], const taps *inside, int32_t source, int32_t channel)
{
    add_four_channels(sums, inside, source, channel, 1);
}

static uint32_t sum_of_channel(uint32_t sum, const taps *inside, int32_t source, int32_t channel)
{
    for (int32_t row = 0; row < inside->rows; row++) {
        const int8_t *value = inside->value + row * inside->value_row + source;
        const int8_t *weight = inside->weight + row * inside->weight_row + channel;
        for (int32_t column = 0; column < inside->columns; column++) {
            sum += (uint32_t)((*value + inside->offset) * *weight);
            value += inside->value_step;
            weight += inside->weight_step;
        }
    }
    return sum;
}

/* The `count` output channels from `channel` on: of input channel `source` alone, or, not shared, of as many from `source` on. */
static void convolve_channels(const micronas_convolution *convolution, const taps *inside, int32_t source, int32_t channel,
                              int32_t count, int shared, int8_t *output)
{
    const int32_t end = channel + count;
    while (channel + 4 <= end) {
        uint32_t sums[4];
        memcpy(sums, convolution->bias + channel, sizeof sums);
        if (shared) {
            add_four_channels_of_one(sums, inside, source, channel);
        } else {
            add_four_channels_of_four(sums, inside, source, channel);
            source += 4;
        }
        for (int32_t i = 0; i < 4; i++) {
            output[channel] = micronas_requantize_either_way(convolution, channel, (int32_t)sums[i]);
            channel++;
        }
    }
    for (; channel < end; channel++) {
        const uint32_t sum = sum_of_channel((uint32_t)convolution->bias[channel], inside, source, channel);
        output[channel] = micronas_requantize_either_way(convolution, channel, (int32_t)sum);
        source += shared ? 0 : 1;
    }
}

void micronas_depthwise_convolve(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t sources = convolution->input_channels;
    const int32_t channels = convolution->output_channels;
    const int32_t multiplier = channels / sources;
    taps inside = {
        .value_step = sources, .weight_step = channels,
        .value_row = convolution->input_width * sources, .weight_row = convolution->kernel_width * channels,
        .offset = convolution->input_offset,
    };
    (void)scratch;

    for (int32_t y = 0; y < convolution->output_height; y++) {
        const int32_t top = y * convolution->stride_height - convolution->padding_top;
        const int32_t first_row = micronas_maximum(0, -top);
        inside.rows = micronas_minimum(convolution->kernel_height, convolution->input_height - top) - first_row;
        for (int32_t x = 0; x < convolution->output_width; x++) {
            const int32_t left = x * convolution->stride_width - convolution->padding_left;
            const int32_t first_column = micronas_maximum(0, -left);
            inside.columns = micronas_minimum(convolution->kernel_width, convolution->input_width - left) - first_column;
            inside.value = input + (top + first_row) * inside.value_row + (left + first_column) * sources;
            inside.weight = convolution->weights + first_row * inside.weight_row + first_column * channels;
            if (multiplier == 1) {
                convolve_channels(convolution, &inside, 0, 0, channels, 0, output);
            } else {
                for (int32_t source = 0; source < sources; source++) {
                    convolve_channels(convolution, &inside, source, source * multiplier, multiplier, 1, output);
                }
            }
            output += channels;
        }
    }
}
