/* The operators that operator_bench.c measures; the table itself is generated. */
#ifndef MICRONAS_OPERATOR_TABLE_H
#define MICRONAS_OPERATOR_TABLE_H

#include <stdint.h>

#include "micronas_runtime.h"

typedef enum {
    OPERATOR_CONVOLUTION = 0,
    OPERATOR_ADD = 1,
    OPERATOR_GLOBAL_AVERAGE_POOL = 2,
    OPERATOR_SOFTMAX = 3
} operator_kind;

/* Shapes are time x sensors x channels; kernel and stride are time x sensors, padding is SAME. */
typedef struct {
    operator_kind kind;
    int16_t input_time, input_sensors, input_channels;
    int16_t output_time, output_sensors, output_channels;
    int16_t kernel_time, kernel_sensors, stride_time, stride_sensors;
    micronas_convolution_kernel *kernel; /* of a convolution, with its descriptor's rows, split_last and, alike for all channels, parts */
    int16_t rows, split_last, parts;
} operator_case;

extern const operator_case operator_cases[];
extern const int32_t operator_case_count;

#endif
