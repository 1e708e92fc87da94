/* One operator as a request describes it, checked, and laid out in the arena. */
#ifndef MICRONAS_BENCH_OPERATOR_H
#define MICRONAS_BENCH_OPERATOR_H

#include <stdint.h>

#include "bench_protocol.h"

/* A tensor [time][sensors][channels]. */
typedef struct {
    int32_t time, sensors, channels;
} bench_shape;

typedef struct {
    bench_operator_kind kind;
    bench_kernel kernel;
    int32_t repetitions; /* [1, BENCH_MOST_REPETITIONS] */
    int32_t split_last, quick, rows, parts; /* of the convolution's descriptor; parts for every pair of channels */
    bench_shape input, output;
    int32_t kernel_time, kernel_sensors, stride_time, stride_sensors;
    uint32_t seed; /* of the activations */
} bench_operator;

/* Why an operator is refused; what the figures mean depends on the status. */
typedef struct {
    bench_status status;
    uint32_t figures[2];
} bench_refusal;

/* Reads an operator from the payload behind the session: BENCH_MEASURE_BYTES - 4 bytes. What it accepts can be laid out without overflow. */
bench_refusal bench_read_operator(const uint8_t *bytes, bench_operator *operator);

/* Bytes that the kernel needs as scratch, rounded up. */
int64_t bench_scratch_bytes(const bench_operator *operator);

/* Rows or columns of SAME padding before the image. */
int32_t bench_padding_before(int32_t length, int32_t output_length, int32_t kernel, int32_t stride);

#endif
