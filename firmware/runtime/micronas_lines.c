#include "micronas_lines.h"

#include "micronas_tile.h"

micronas_lines micronas_lines_of(const micronas_convolution *convolution)
{
    const int32_t channels = convolution->input_channels;
    const int32_t input_row = convolution->input_width * channels;
    const int32_t output_row = convolution->output_width * convolution->output_channels;
    micronas_lines lines = {
        .taps = convolution->input_height,
        .positions = convolution->output_height,
        .kernel = convolution->kernel_height,
        .stride = convolution->stride_height,
        .padding = convolution->padding_top,
        .count = convolution->output_width,
        .input_tap = input_row,
        .input_line = convolution->stride_width * channels,
        .output_position = output_row,
        .output_line = convolution->output_channels,
        .tap_bytes = channels / MICRONAS_GROUP * MICRONAS_GROUP_BYTES,
    };
    if (convolution->kernel_height == 1) {
        lines.taps = convolution->input_width;
        lines.positions = convolution->output_width;
        lines.kernel = convolution->kernel_width;
        lines.stride = convolution->stride_width;
        lines.padding = convolution->padding_left;
        lines.count = convolution->output_height;
        lines.input_tap = channels;
        lines.input_line = convolution->stride_height * input_row;
        lines.output_position = convolution->output_channels;
        lines.output_line = output_row;
    }
    return lines;
}
