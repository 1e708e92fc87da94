#include "micronas_arithmetic.h"
#include "micronas_flavour.h"

#if MICRONAS_HAS_MVE

void micronas_convolve_plain(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    micronas_convolve_mve(convolution, input, output, scratch);
}

#else

/* Rows and columns of the kernel that lie inside the image for one output pixel: [first_row, end_row) x [first_tap, end_tap). */
typedef struct {
    int32_t first_row, end_row, first_tap, end_tap;
} taps_inside;

static int32_t sum_of_products(const micronas_convolution *convolution, const taps_inside *inside, const int8_t *corner,
                               const int8_t *filter, int32_t bias)
{
    const int32_t channels = convolution->input_channels;
    const int32_t count = (inside->end_tap - inside->first_tap) * channels;
    const int32_t offset = convolution->input_offset;
    uint32_t sum = (uint32_t)bias; /* other people's biases may wrap it, as on the reference's targets */
    for (int32_t row = inside->first_row; row < inside->end_row; row++) {
        const int8_t *value = corner + (row * convolution->input_width + inside->first_tap) * channels;
        const int8_t *weight = filter + (row * convolution->kernel_width + inside->first_tap) * channels;
        for (int32_t i = 0; i < count; i++) {
            sum += (uint32_t)((value[i] + offset) * weight[i]);
        }
    }
    return (int32_t)sum;
}

void micronas_convolve_plain(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t channels = convolution->input_channels;
    const int32_t filter_size = convolution->kernel_height * convolution->kernel_width * channels;
    (void)scratch;

    for (int32_t y = 0; y < convolution->output_height; y++) {
        const int32_t top = y * convolution->stride_height - convolution->padding_top;
        for (int32_t x = 0; x < convolution->output_width; x++) {
            const int32_t left = x * convolution->stride_width - convolution->padding_left;
            const taps_inside inside = {
                .first_row = micronas_maximum(0, -top),
                .end_row = micronas_minimum(convolution->kernel_height, convolution->input_height - top),
                .first_tap = micronas_maximum(0, -left),
                .end_tap = micronas_minimum(convolution->kernel_width, convolution->input_width - left),
            };
            /* May lie before the input; only taps inside the image are read. */
            const int8_t *corner = input + (top * convolution->input_width + left) * channels;
            const int8_t *filter = convolution->weights;
            for (int32_t channel = 0; channel < convolution->output_channels; channel++) {
                const int32_t sum = sum_of_products(convolution, &inside, corner, filter, convolution->bias[channel]);
                *output++ = micronas_requantize(convolution, channel, sum);
                filter += filter_size;
            }
        }
    }
}

#endif
