#include "micronas_channel_sums.h"

void micronas_mean(const micronas_averaging *averaging, const int8_t *input, int8_t *output)
{
    const int32_t channels = averaging->channels;
    const micronas_window window = {
        .first = input, .rows = 1, .columns = averaging->pixels, .row_size = averaging->pixels * channels, .channels = channels,
    };
    for (int32_t channel = 0; channel < channels;) {
        int32_t sums[MICRONAS_CHANNELS_AT_ONCE];
        const int32_t count = micronas_sum_channels(sums, &window, channel);
        for (int32_t i = MICRONAS_CHANNELS_AT_ONCE - count; i < MICRONAS_CHANNELS_AT_ONCE; i++) {
            const int32_t sum = sums[i] + averaging->input_offset;
            *output++ = (int8_t)micronas_clamp(
                micronas_apply_rescale(sum, averaging->rescale) + averaging->output_offset, INT8_MIN, INT8_MAX);
        }
        channel += count;
    }
}
