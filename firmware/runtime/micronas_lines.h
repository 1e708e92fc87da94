/* A convolution whose kernel runs along one axis, seen as lines along that axis. */
#ifndef MICRONAS_LINES_H
#define MICRONAS_LINES_H

#include "micronas_runtime.h"

/* Distances are in bytes of the activations. */
typedef struct {
    int32_t taps;      /* inputs along the axis */
    int32_t positions; /* outputs along the axis */
    int32_t kernel, stride, padding;
    int32_t count; /* outputs across the axis */
    int32_t input_tap, input_line;
    int32_t output_position, output_line;
} micronas_lines;

static inline micronas_lines micronas_lines_of(const micronas_convolution *convolution)
{
    const int32_t input_row = convolution->input_width * convolution->input_channels;
    const int32_t output_row = convolution->output_width * convolution->output_channels;
    if (convolution->kernel_height == 1) {
        return (micronas_lines){
            .taps = convolution->input_width,
            .positions = convolution->output_width,
            .kernel = convolution->kernel_width,
            .stride = convolution->stride_width,
            .padding = convolution->padding_left,
            .count = convolution->output_height,
            .input_tap = convolution->input_channels,
            .input_line = convolution->stride_height * input_row,
            .output_position = convolution->output_channels,
            .output_line = output_row,
        };
    }
    return (micronas_lines){
        .taps = convolution->input_height,
        .positions = convolution->output_height,
        .kernel = convolution->kernel_height,
        .stride = convolution->stride_height,
        .padding = convolution->padding_top,
        .count = convolution->output_width,
        .input_tap = input_row,
        .input_line = convolution->stride_width * convolution->input_channels,
        .output_position = output_row,
        .output_line = convolution->output_channels,
    };
}

#endif
