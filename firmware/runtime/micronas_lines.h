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
    int32_t tap_bytes; /* of a tap of two pixels, widened (micronas_tile.h) */
} micronas_lines;

micronas_lines micronas_lines_of(const micronas_convolution *convolution);

#endif
