#include "micronas_convolve_mve.h"

#if MICRONAS_HAS_MVE

enum { FILTERS = 4, VECTOR = 16, SHORTEST_ROW = 6 };

/* Four neighbouring output channels. */
typedef struct {
    const int8_t *weights;
    int32x4_t bias, multiplier, shift;
} filters;

/* What windows that lose the same taps at the image's border have in common. */
typedef struct {
    micronas_sweep sweep;
    int32_t value_start, weight_start; /* bytes from the window's and the filter's first tap to the first inside */
    int32x4_t sums;                    /* bias, and the input's zero point times the weights inside */
} window;

static int32_t whole_vectors(int32_t count)
{
    return (count + VECTOR - 1) & -VECTOR;
}

static micronas_sweep plan_sweep(const micronas_convolution *convolution, micronas_taps rows, micronas_taps columns)
{
    const int32_t channels = convolution->input_channels;
    const int32_t taps = columns.end - columns.first;
    micronas_sweep sweep = {
        .rows = rows.end - rows.first,
        .count = taps * channels,
        .filter_size = convolution->kernel_height * convolution->kernel_width * channels,
    };
    if (sweep.rows <= 0 || taps <= 0) {
        sweep.rows = 0;
        return sweep;
    }
    if (taps == convolution->input_width && taps == convolution->kernel_width) {
        /* The rows lie one behind the other in both. */
        sweep.count *= sweep.rows;
        sweep.rows = 1;
    }
    sweep.value_step = convolution->input_width * channels - whole_vectors(sweep.count);
    sweep.weight_step = convolution->kernel_width * channels - whole_vectors(sweep.count);
    return sweep;
}

/* The input's zero point enters each product: input_offset times the sum of the weights inside. */
static int32x4_t add_input_offset(const micronas_convolution *convolution, const micronas_sweep *sweep, const int8_t *weight,
                                  int32x4_t bias)
{
    const int32_t row_size = sweep->weight_step + whole_vectors(sweep->count);
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

static window plan_window(const micronas_convolution *convolution, const filters *four, micronas_taps rows, micronas_taps columns)
{
    const int32_t channels = convolution->input_channels;
    window planned = {
        .sweep = plan_sweep(convolution, rows, columns),
        .value_start = (rows.first * convolution->input_width + columns.first) * channels,
        .weight_start = (rows.first * convolution->kernel_width + columns.first) * channels,
    };
    planned.sums = add_input_offset(convolution, &planned.sweep, four->weights + planned.weight_start, four->bias);
    return planned;
}

/* corner is the window's first tap, maybe before the input; only taps inside the image are read. */
static void compute_pixel(const micronas_convolution *convolution, const filters *four, const window *planned,
                          const int8_t *corner, int8_t *output)
{
    int32_t sums[FILTERS];
    vstrwq_s32(sums, planned->sums);
    if (planned->sweep.rows > 0) {
        micronas_sweep_mve(&planned->sweep, corner + planned->value_start, four->weights + planned->weight_start, sums);
    }
    vstrbq_s32(output, micronas_requantize_mve(convolution, vldrwq_s32(sums), four->multiplier, four->shift));
}

/* Pixels of the inner axis follow each other, so that a window is planned again only where the border takes other taps. */
static void compute_filters(const micronas_convolution *convolution, const filters *four, int wide, const int8_t *input,
                            int8_t *output)
{
    const micronas_axis height = micronas_height_axis(convolution);
    const micronas_axis width = micronas_width_axis(convolution);
    const micronas_axis *outer = wide ? &width : &height;
    const micronas_axis *inner = wide ? &height : &width;
    micronas_taps outer_planned = {0, 0};
    micronas_taps inner_planned = {0, 0};
    window planned = {.sweep = {.rows = 0}, .sums = four->bias};

    for (int32_t i = 0; i < outer->output_size; i++) {
        const int32_t outer_start = i * outer->stride - outer->padding;
        const micronas_taps outer_taps = micronas_taps_inside(outer, outer_start);
        int32_t inner_start = -inner->padding;
        const int8_t *corner = input + outer_start * outer->input_step + inner_start * inner->input_step;
        int8_t *result = output + i * outer->output_step;
        for (int32_t j = 0; j < inner->output_size; j++) {
            const micronas_taps inner_taps = micronas_taps_inside(inner, inner_start);
            if (inner_taps.first != inner_planned.first || inner_taps.end != inner_planned.end ||
                outer_taps.first != outer_planned.first || outer_taps.end != outer_planned.end) {
                inner_planned = inner_taps;
                outer_planned = outer_taps;
                planned = wide ? plan_window(convolution, four, inner_taps, outer_taps)
                               : plan_window(convolution, four, outer_taps, inner_taps);
            }
            compute_pixel(convolution, four, &planned, corner, result);
            inner_start += inner->stride;
            corner += inner->stride * inner->input_step;
            result += inner->output_step;
        }
    }
}

void micronas_convolve_mve(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    const micronas_taps rows = {0, convolution->kernel_height};
    const micronas_taps columns = {0, convolution->kernel_width};
    const micronas_sweep whole = plan_sweep(convolution, rows, columns);
    const int32_t outputs = convolution->output_channels;
    (void)scratch;

    if (outputs < FILTERS || whole.count < SHORTEST_ROW) {
        micronas_convolve_lanes_mve(convolution, input, output);
        return;
    }
    for (int32_t block = 0; block < outputs; block += FILTERS) {
        /* The last four may overlap those before, and give the same bytes again. */
        const int32_t first = micronas_minimum(block, outputs - FILTERS);
        const filters four = {
            .weights = convolution->weights + first * whole.filter_size,
            .bias = vldrwq_s32(convolution->bias + first),
            .multiplier = vldrwq_s32(convolution->multiplier + first),
            .shift = vldrbq_s32(convolution->shift + first),
        };
        compute_filters(convolution, &four, convolution->kernel_width > convolution->kernel_height, input, output + first);
    }
}

#else

/* ISO C wants a declaration in every source; other cores have the other kernels. */
typedef int micronas_convolve_mve_is_for_helium;

#endif
