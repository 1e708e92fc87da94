#include "micronas_channel_sums.h"

/* Rounded half away from zero, as TensorFlow Lite's integer average pool; count is at least 1. */
static inline int32_t rounded_average(int32_t sum, int32_t count)
{
    return (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
}

void micronas_average_pool(const micronas_pooling *pooling, const int8_t *input, int8_t *output)
{
    const int32_t channels = pooling->channels;
    for (int32_t y = 0; y < pooling->output_height; y++) {
        const int32_t top = y * pooling->stride_height - pooling->padding_top;
        const int32_t first_row = micronas_maximum(0, top);
        const int32_t rows = micronas_minimum(pooling->input_height, top + pooling->kernel_height) - first_row;

        for (int32_t x = 0; x < pooling->output_width; x++) {
            const int32_t left = x * pooling->stride_width - pooling->padding_left;
            const int32_t first_column = micronas_maximum(0, left);
            const int32_t columns = micronas_minimum(pooling->input_width, left + pooling->kernel_width) - first_column;
            const micronas_window window = {
                .first = input + (first_row * pooling->input_width + first_column) * channels,
                .rows = rows, .columns = columns, .row_size = pooling->input_width * channels, .channels = channels,
            };

            for (int32_t channel = 0; channel < channels;) {
                int32_t sums[MICRONAS_CHANNELS_AT_ONCE];
                const int32_t count = micronas_sum_channels(sums, &window, channel);
                for (int32_t i = MICRONAS_CHANNELS_AT_ONCE - count; i < MICRONAS_CHANNELS_AT_ONCE; i++) {
                    *output++ = (int8_t)micronas_clamp(rounded_average(sums[i], rows * columns), pooling->activation_minimum,
                                                       pooling->activation_maximum);
                }
                channel += count;
            }
        }
    }
}
