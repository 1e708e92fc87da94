/* The parts of micronas_convolve_mve. */
#ifndef MICRONAS_CONVOLVE_MVE_H
#define MICRONAS_CONVOLVE_MVE_H

#include "micronas_flavour.h"

#if MICRONAS_HAS_MVE
#include <arm_mve.h>

#include "micronas_arithmetic.h"

/* One axis of the image and of the kernel; steps are bytes between neighbours. */
typedef struct {
    int32_t input_size, output_size, kernel_size, stride, padding;
    int32_t input_step, output_step, weight_step;
} micronas_axis;

static inline micronas_axis micronas_height_axis(const micronas_convolution *convolution)
{
    const int32_t channels = convolution->input_channels;
    const micronas_axis axis = {
        convolution->input_height, convolution->output_height, convolution->kernel_height, convolution->stride_height,
        convolution->padding_top, convolution->input_width * channels,
        convolution->output_width * convolution->output_channels, convolution->kernel_width * channels,
    };
    return axis;
}

static inline micronas_axis micronas_width_axis(const micronas_convolution *convolution)
{
    const int32_t channels = convolution->input_channels;
    const micronas_axis axis = {
        convolution->input_width, convolution->output_width, convolution->kernel_width, convolution->stride_width,
        convolution->padding_left, channels, convolution->output_channels, channels,
    };
    return axis;
}

/* Taps of one axis, [first, end), that lie inside the image. */
typedef struct {
    int32_t first, end;
} micronas_taps;

/* start is the position of the window's first tap, maybe outside the image. */
static inline micronas_taps micronas_taps_inside(const micronas_axis *axis, int32_t start)
{
    const micronas_taps taps = {micronas_maximum(0, -start), micronas_minimum(axis->kernel_size, axis->input_size - start)};
    return taps;
}

/* Rows of products of one window with four filters; micronas_sweep_mve.S knows the layout. */
typedef struct {
    int32_t rows;        /* at least 1 when it is swept */
    int32_t count;       /* bytes in a row, at least 1 */
    int32_t value_step;  /* from where the loop over a row ends, at the next multiple of 16, to the next row */
    int32_t weight_step; /* the same for the filters */
    int32_t filter_size; /* bytes from one filter to the next */
} micronas_sweep;

/* sums[i] += the products of value with the i-th of four filters, the first of which is at weight. */
void micronas_sweep_mve(const micronas_sweep *sweep, const int8_t *value, const int8_t *weight, int32_t sums[4]);

/* Windows whose rows are too short for sweeps, or fewer than four filters: lanes are output pixels. */
void micronas_convolve_lanes_mve(const micronas_convolution *convolution, const int8_t *input, int8_t *output);

/* micronas_requantize for four sums at once; the shifts and the multipliers are each lane's. */
static inline int32x4_t micronas_requantize_mve(const micronas_convolution *convolution, int32x4_t sum, int32x4_t multiplier,
                                                int32x4_t shift)
{
    const int32x4_t zero = vdupq_n_s32(0);
    const int32x4_t right = vminq_s32(shift, zero);
    int32x4_t value = vqrdmulhq_s32(vshlq_s32(sum, vmaxq_s32(shift, zero)), multiplier);
    /* The rounding shift rounds halves up; one less makes them round away from zero where the value is negative. */
    value = vqaddq_s32(value, vshrq_n_s32(vandq_s32(value, right), 31));
    value = vqaddq_n_s32(vrshlq_s32(value, right), convolution->output_offset);
    value = vmaxq_s32(value, vdupq_n_s32(convolution->activation_minimum));
    return vminq_s32(value, vdupq_n_s32(convolution->activation_maximum));
}
#endif

#endif
