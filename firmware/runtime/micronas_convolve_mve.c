#include "micronas_convolve_mve.h"

#if MICRONAS_HAS_MVE

enum { FILTERS = 4, VECTOR = 16, SHORTEST_ROW = 6 };

/* Rows and columns of the kernel that lie inside the image for one output pixel: [first_row, end_row) x [first_tap, end_tap). */
typedef struct {
    int32_t first_row, end_row, first_tap, end_tap;
} taps_inside;

/* Four neighbouring output channels: their constants, and their sums before the first product when the whole window is inside. */
typedef struct {
    const int8_t *weights;
    int32x4_t bias, whole, multiplier, shift;
} filters;

static micronas_sweep plan_sweep(const micronas_convolution *convolution, const taps_inside *inside)
{
    const int32_t channels = convolution->input_channels;
    const int32_t taps = inside->end_tap - inside->first_tap;
    micronas_sweep sweep = {
        .rows = inside->end_row - inside->first_row,
        .count = taps * channels,
        .filter_size = convolution->kernel_height * convolution->kernel_width * channels,
    };
    if (taps == convolution->input_width && taps == convolution->kernel_width) {
        /* The rows lie one behind the other in both. */
        sweep.count *= sweep.rows;
        sweep.rows = 1;
    }
    const int32_t swept = (sweep.count + VECTOR - 1) & -VECTOR;
    sweep.value_step = convolution->input_width * channels - swept;
    sweep.weight_step = convolution->kernel_width * channels - swept;
    return sweep;
}

/* The input's zero point enters each product: input_offset times the sum of the weights that are used. */
static int32x4_t add_input_offset(const micronas_convolution *convolution, const micronas_sweep *sweep, const int8_t *weight,
                                  int32x4_t bias)
{
    const int32_t row_size = sweep->weight_step + ((sweep->count + VECTOR - 1) & -VECTOR);
    int32_t sums[FILTERS];
    for (int32_t i = 0; i < FILTERS; i++) {
        sums[i] = 0;
        for (int32_t row = 0; row < sweep->rows; row++) {
            const int8_t *values = weight + i * sweep->filter_size + row * row_size;
            for (int32_t j = 0; j < sweep->count; j += VECTOR) {
                const mve_pred16_t rest = vctp8q((uint32_t)(sweep->count - j));
                sums[i] = vaddvaq_s8(sums[i], vldrbq_z_s8(values + j, rest));
            }
        }
    }
    return vmlaq_n_s32(bias, vldrwq_s32(sums), convolution->input_offset);
}

static void compute_pixel(const micronas_convolution *convolution, const filters *four, const micronas_sweep *sweep,
                          const int8_t *value, const int8_t *weight, int32x4_t start, int8_t *output)
{
    int32_t sums[FILTERS];
    vstrwq_s32(sums, start);
    micronas_sweep_mve(sweep, value, weight, sums);
    vstrbq_s32(output, micronas_requantize_mve(convolution, vldrwq_s32(sums), four->multiplier, four->shift));
}

static void compute_border_pixel(const micronas_convolution *convolution, const filters *four, const taps_inside *inside,
                                 const int8_t *corner, int8_t *output)
{
    const int32_t channels = convolution->input_channels;
    const micronas_sweep sweep = plan_sweep(convolution, inside);
    if (sweep.rows <= 0 || sweep.count <= 0) {
        vstrbq_s32(output, micronas_requantize_mve(convolution, four->bias, four->multiplier, four->shift));
        return;
    }
    const int8_t *value = corner + (inside->first_row * convolution->input_width + inside->first_tap) * channels;
    const int8_t *weight = four->weights + (inside->first_row * convolution->kernel_width + inside->first_tap) * channels;
    compute_pixel(convolution, four, &sweep, value, weight, add_input_offset(convolution, &sweep, weight, four->bias), output);
}

static void compute_filters(const micronas_convolution *convolution, const filters *four, const micronas_sweep *whole,
                            const int8_t *input, int8_t *output)
{
    const int32_t channels = convolution->input_channels;
    const int32_t last_left = convolution->input_width - convolution->kernel_width;
    for (int32_t y = 0; y < convolution->output_height; y++) {
        const int32_t top = y * convolution->stride_height - convolution->padding_top;
        const int32_t first_row = micronas_maximum(0, -top);
        const int32_t end_row = micronas_minimum(convolution->kernel_height, convolution->input_height - top);
        const int rows_inside = end_row - first_row == convolution->kernel_height;
        int32_t left = -convolution->padding_left;
        /* May lie before the input; only taps inside the image are read. */
        const int8_t *corner = input + (top * convolution->input_width + left) * channels;
        for (int32_t x = 0; x < convolution->output_width; x++) {
            if (rows_inside && left >= 0 && left <= last_left) {
                compute_pixel(convolution, four, whole, corner, four->weights, four->whole, output);
            } else {
                const taps_inside inside = {
                    .first_row = first_row,
                    .end_row = end_row,
                    .first_tap = micronas_maximum(0, -left),
                    .end_tap = micronas_minimum(convolution->kernel_width, convolution->input_width - left),
                };
                compute_border_pixel(convolution, four, &inside, corner, output);
            }
            left += convolution->stride_width;
            corner += convolution->stride_width * channels;
            output += convolution->output_channels;
        }
    }
}

void micronas_convolve_mve(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    const taps_inside window = {0, convolution->kernel_height, 0, convolution->kernel_width};
    const micronas_sweep whole = plan_sweep(convolution, &window);
    const int32_t outputs = convolution->output_channels;
    (void)scratch;

    if (outputs < FILTERS || whole.count < SHORTEST_ROW) {
        micronas_convolve_lanes_mve(convolution, input, output);
        return;
    }
    for (int32_t block = 0; block < outputs; block += FILTERS) {
        /* The last four may overlap those before, and give the same bytes again. */
        const int32_t first = micronas_minimum(block, outputs - FILTERS);
        filters four = {
            .weights = convolution->weights + first * whole.filter_size,
            .bias = vldrwq_s32(convolution->bias + first),
            .multiplier = vldrwq_s32(convolution->multiplier + first),
            .shift = vldrbq_s32(convolution->shift + first),
        };
        four.whole = add_input_offset(convolution, &whole, four.weights, four.bias);
        compute_filters(convolution, &four, &whole, input, output + first);
    }
}

#else

/* ISO C wants a declaration in every source; other cores have the other kernels. */
typedef int micronas_convolve_mve_is_for_helium;

#endif
