#include "micronas_flavour.h"
#include "micronas_tile.h"

#if MICRONAS_HAS_MVE

void micronas_convolve_pixels(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    micronas_convolve_mve(convolution, input, output, scratch);
}

#else

void micronas_convolve_pixels(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t input_channels = convolution->input_channels, output_channels = convolution->output_channels;
    const int32_t groups = input_channels / MICRONAS_GROUP;
    const int32_t pixel_bytes = groups * MICRONAS_GROUP_BYTES;
    int16_t *const weights = scratch;
    int16_t *const strip = weights + pixel_bytes / 2;

    int32_t left = convolution->output_height * convolution->output_width;
    while (left > 0) {
        const int32_t pixels = micronas_minimum(left, 2 * convolution->rows);
        /* A tile takes a pixel of each half; where the halves meet, an odd number of pixels is computed twice. */
        const int32_t half = (pixels + 1) / 2;
        const int32_t distance = pixels - half;
        const micronas_segment segments[2] = {
            {.sweep_bytes = pixel_bytes, .last_offset = (half - 1) * pixel_bytes, .activation_advance = pixel_bytes}, {0}};
        const micronas_tile_input tiles = {segments, strip, weights};

        micronas_widen(input, input + distance * input_channels, strip, half * groups, convolution->input_offset, 1, 0);
        for (int32_t channel = 0; channel < output_channels; channel = micronas_next_channels(convolution, channel)) {
            const micronas_tile_output place = {output + channel, distance * output_channels, output_channels};
            micronas_tile_channels channels;
            micronas_load_channels(convolution, channel, &channels, weights);
            micronas_run_tiles(&tiles, &channels, &place);
        }
        input += pixels * input_channels;
        output += pixels * output_channels;
        left -= pixels;
    }
}

#endif
