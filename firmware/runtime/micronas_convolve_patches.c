#include <string.h>

#include "micronas_flavour.h"
#include "micronas_tile.h"

#if MICRONAS_HAS_MVE

void micronas_convolve_patches(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    micronas_convolve_mve(convolution, input, output, scratch);
}

#else

/* The window of one output pixel, taps outside the image filled with the zero point; returns the end of what it wrote. */
static void copy_patch(const micronas_convolution *convolution, const int8_t *input, int32_t pixel, int8_t *patch, int32_t patch_bytes)
{
    const int32_t channels = convolution->input_channels;
    const int32_t top = pixel / convolution->output_width * convolution->stride_height - convolution->padding_top;
    const int32_t left = pixel % convolution->output_width * convolution->stride_width - convolution->padding_left;
    const int32_t first_row = micronas_maximum(0, -top);
    const int32_t end_row = micronas_minimum(convolution->kernel_height, convolution->input_height - top);
    const int32_t first_tap = micronas_maximum(0, -left);
    const int32_t end_tap = micronas_minimum(convolution->kernel_width, convolution->input_width - left);

    memset(patch, -convolution->input_offset, (size_t)patch_bytes);
    for (int32_t row = first_row; row < end_row; row++) {
        memcpy(patch + (row * convolution->kernel_width + first_tap) * channels,
               input + ((top + row) * convolution->input_width + left + first_tap) * channels, (size_t)((end_tap - first_tap) * channels));
    }
}

void micronas_convolve_patches(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t output_channels = convolution->output_channels;
    const int32_t filter = convolution->kernel_height * convolution->kernel_width * convolution->input_channels;
    const int32_t groups = (filter + MICRONAS_GROUP - 1) / MICRONAS_GROUP;
    const int32_t patch_bytes = groups * MICRONAS_GROUP, tile_bytes = groups * MICRONAS_GROUP_BYTES;
    int8_t *const patches = scratch;
    int16_t *const weights = (int16_t *)(void *)(patches + micronas_align(2 * patch_bytes));
    int16_t *const strip = weights + tile_bytes / 2;

    const int32_t all_pixels = convolution->output_height * convolution->output_width;
    for (int32_t begin = 0; begin < all_pixels; begin += 2 * convolution->rows) {
        const int32_t pixels = micronas_minimum(all_pixels - begin, 2 * convolution->rows);
        /* A tile takes a pixel of each half; where the halves meet, an odd number of pixels is computed twice. */
        const int32_t half = (pixels + 1) / 2;
        const int32_t distance = pixels - half;
        const micronas_segment segments[2] = {
            {.sweep_bytes = tile_bytes, .last_offset = (half - 1) * tile_bytes, .activation_advance = tile_bytes}, {0}};
        const micronas_tile_input tiles = {segments, strip, weights};

        int16_t *destination = strip;
        for (int32_t i = 0; i < half; i++) {
            copy_patch(convolution, input, begin + i, patches, patch_bytes);
            copy_patch(convolution, input, begin + i + distance, patches + patch_bytes, patch_bytes);
            destination = micronas_widen(patches, patches + patch_bytes, destination, groups, convolution->input_offset, 1, 0);
        }
        for (int32_t channel = 0; channel < output_channels; channel = micronas_next_channels(convolution, channel)) {
            const micronas_tile_output place = {output + begin * output_channels + channel, distance * output_channels, output_channels};
            micronas_tile_channels channels;
            micronas_load_channels(convolution, channel, &channels, weights);
            micronas_run_tiles(&tiles, &channels, &place);
        }
    }
}

#endif
