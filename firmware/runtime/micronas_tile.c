#include "micronas_tile.h"

#include <string.h>

#include "micronas_tile_portable.h"

#if !MICRONAS_TILE_DSP
int16_t *micronas_widen(const int8_t *first, const int8_t *second, int16_t *destination, int32_t groups, int32_t offset, int32_t taps,
                        int32_t tap_bytes)
{
    for (int32_t tap = 0; tap < taps; tap++) {
        for (int32_t group = 0; group < groups; group++) {
            const int8_t *values = first + group * MICRONAS_GROUP;
            for (int32_t i = 0; i < 2; i++) {
                destination[0] = (int16_t)(values[0] + offset);
                destination[1] = (int16_t)(values[2] + offset);
                destination[2] = (int16_t)(values[1] + offset);
                destination[3] = (int16_t)(values[3] + offset);
                destination += MICRONAS_GROUP;
                values = second + group * MICRONAS_GROUP;
            }
        }
        first += tap_bytes;
        second += tap_bytes;
    }
    return destination;
}
#endif

void micronas_load_channels(const micronas_convolution *convolution, int32_t channel, micronas_tile_channels *channels, int16_t *weights)
{
    const int32_t filter = convolution->kernel_height * convolution->kernel_width * convolution->input_channels;
    const int32_t left_over = filter % MICRONAS_GROUP;
    const int8_t *first = convolution->weights + channel * filter;

    channels->convolution = convolution;
    channels->channel = channel;
    channels->quick = convolution->quick;
    for (int32_t i = 0; i < 2; i++) {
        channels->bias[i] = convolution->bias[channel + i];
        if (convolution->quick) {
            const int32_t shift = convolution->shift[channel + i];
            channels->requantization[i] = (micronas_tile_requantization){
                .multiplier = convolution->multiplier[channel + i],
                .rounding = micronas_quick_rounding(shift, convolution->output_offset),
                .right_shift = -shift,
            };
        }
    }

    weights = micronas_widen(first, first + filter, weights, filter / MICRONAS_GROUP, 0, 1, 0);
    if (left_over != 0) {
        int8_t tail[2][MICRONAS_GROUP] = {{0}};
        memcpy(tail[0], first + filter - left_over, (size_t)left_over);
        memcpy(tail[1], first + 2 * filter - left_over, (size_t)left_over);
        micronas_widen(tail[0], tail[1], weights, 1, 0, 1, 0);
    }
}

void micronas_store_tile(const micronas_tile_channels *channels, const int32_t sums[4], int8_t *output, int32_t second)
{
    for (int32_t i = 0; i < 4; i++) {
        output[i / 2 * second + i % 2] = micronas_requantize_out_of_line(channels->convolution, channels->channel + i % 2, sums[i]);
    }
}

#if !MICRONAS_TILE_DSP
static inline int8_t requantize_quickly(const micronas_tile_requantization *channel, int32_t sum)
{
    return (int8_t)micronas_requantize_rounded(sum, channel->multiplier, -channel->right_shift, channel->rounding);
}

static inline void store_quickly(const micronas_tile_channels *channels, const int32_t sums[4], int8_t *output, int32_t second)
{
    output[0] = requantize_quickly(&channels->requantization[0], sums[0]);
    output[1] = requantize_quickly(&channels->requantization[1], sums[1]);
    output[second] = requantize_quickly(&channels->requantization[0], sums[2]);
    output[second + 1] = requantize_quickly(&channels->requantization[1], sums[3]);
}

void micronas_run_tiles(const micronas_tile_input *input, const micronas_tile_channels *channels, const micronas_tile_output *output)
{
    int8_t *place = output->output;
    for (const micronas_segment *segment = input->segments; segment->sweep_bytes != 0; segment++) {
        const int16_t *weights = (const int16_t *)input->weights + segment->weight_offset / 2;
        for (int32_t offset = 0; offset <= segment->last_offset; offset += segment->activation_advance) {
            const int16_t *activations = (const int16_t *)input->activations + (segment->activation_offset + offset) / 2;
            int32_t sums[4] = {channels->bias[0], channels->bias[1], channels->bias[0], channels->bias[1]};
            micronas_tile_portable(sums, activations, weights, segment->sweep_bytes / MICRONAS_GROUP_BYTES);
            if (channels->quick) {
                store_quickly(channels, sums, place, output->second);
            } else {
                micronas_store_tile(channels, sums, place, output->second);
            }
            place += output->advance;
        }
    }
}
#endif
