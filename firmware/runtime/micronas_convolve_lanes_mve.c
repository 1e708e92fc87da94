#include "micronas_convolve_mve.h"

#if MICRONAS_HAS_MVE

enum { LANES = 4, FILTERS = 4 };

/* Four output pixels along the lanes' axis. */
typedef struct {
    const int8_t *line;    /* the input at position 0 of the lanes' axis and of the window's first tap across */
    micronas_taps taps;    /* across the lanes' axis */
    int32x4_t position;    /* of each lane's first tap, maybe outside the image */
    mve_pred16_t lanes;    /* that are pixels of the image */
} pixels;

static mve_pred16_t inside(const micronas_axis *along, int32x4_t position, mve_pred16_t lanes)
{
    lanes = vcmpgeq_m_n_s32(position, 0, lanes);
    return vcmpltq_m_n_s32(position, along->input_size, lanes);
}

/* Adds one filter's products; filters of a block share the gathered values through the compiler's registers. */
static void add_products(const micronas_convolution *convolution, const micronas_axis *along, const micronas_axis *across, const pixels *four,
                         const int8_t *filter, int32_t filter_size, int32_t count, int32x4_t sums[FILTERS])
{
    const int32x4_t zero = vdupq_n_s32(0);
    int32x4_t sum0 = sums[0], sum1 = sums[1], sum2 = sums[2], sum3 = sums[3];
    /* Filters that the block lacks repeat its first one, and are not stored. */
    const int32_t second = count > 1 ? filter_size : 0;
    const int32_t third = count > 2 ? 2 * filter_size : 0;
    const int32_t fourth = count > 3 ? 3 * filter_size : 0;
    for (int32_t i = four->taps.first; i < four->taps.end; i++) {
        for (int32_t j = 0; j < along->kernel_size; j++) {
            const int32x4_t position = vaddq_n_s32(four->position, j);
            const mve_pred16_t lanes = inside(along, position, four->lanes);
            const uint32x4_t offsets = vreinterpretq_u32_s32(vmulq_n_s32(position, along->input_step));
            const int8_t *values = four->line + i * across->input_step;
            const int8_t *weight = filter + i * across->weight_step + j * along->weight_step;
            for (int32_t channel = 0; channel < convolution->input_channels; channel++) {
                int32x4_t value = vldrbq_gather_offset_z_s32(values + channel, offsets, lanes);
                value = vaddq_m_n_s32(zero, value, convolution->input_offset, lanes);
                sum0 = vmlaq_n_s32(sum0, value, weight[channel]);
                sum1 = vmlaq_n_s32(sum1, value, weight[channel + second]);
                sum2 = vmlaq_n_s32(sum2, value, weight[channel + third]);
                sum3 = vmlaq_n_s32(sum3, value, weight[channel + fourth]);
            }
        }
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}

static void compute_pixels(const micronas_convolution *convolution, const micronas_axis *along, const micronas_axis *across, const pixels *four,
                           int8_t *output)
{
    const int32_t filter_size = convolution->kernel_height * convolution->kernel_width * convolution->input_channels;
    const uint32x4_t places = vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)along->output_step);
    for (int32_t first = 0; first < convolution->output_channels; first += FILTERS) {
        const int32_t count = micronas_minimum(FILTERS, convolution->output_channels - first);
        int32x4_t sums[FILTERS];
        for (int32_t i = 0; i < FILTERS; i++) {
            sums[i] = vdupq_n_s32(convolution->bias[first + (i < count ? i : 0)]);
        }
        add_products(convolution, along, across, four, convolution->weights + first * filter_size, filter_size, count, sums);
        for (int32_t i = 0; i < count; i++) {
            const int32x4_t result = micronas_requantize_mve(convolution, sums[i], vdupq_n_s32(convolution->multiplier[first + i]),
                                                             vdupq_n_s32(convolution->shift[first + i]));
            vstrbq_scatter_offset_p_s32(output + first + i, places, result, four->lanes);
        }
    }
}

void micronas_convolve_lanes_mve(const micronas_convolution *convolution, const int8_t *input, int8_t *output)
{
    const micronas_axis height = micronas_height_axis(convolution);
    const micronas_axis width = micronas_width_axis(convolution);
    /* The longer axis leaves fewer lanes empty. */
    const micronas_axis *along = height.output_size > width.output_size ? &height : &width;
    const micronas_axis *across = along == &height ? &width : &height;
    for (int32_t line = 0; line < across->output_size; line++) {
        const int32_t start = line * across->stride - across->padding;
        pixels four = {
            .line = input + start * across->input_step,
            .taps = micronas_taps_inside(across, start),
        };
        for (int32_t pixel = 0; pixel < along->output_size; pixel += LANES) {
            four.lanes = vctp32q((uint32_t)(along->output_size - pixel));
            four.position = vaddq_n_s32(vmulq_n_s32(vreinterpretq_s32_u32(vidupq_n_u32(0, 1)), along->stride),
                                        pixel * along->stride - along->padding);
            compute_pixels(convolution, along, across, &four, output + line * across->output_step + pixel * along->output_step);
        }
    }
}

#else

/* ISO C wants a declaration in every source; other cores have the other kernels. */
typedef int micronas_convolve_lanes_mve_is_for_helium;

#endif
