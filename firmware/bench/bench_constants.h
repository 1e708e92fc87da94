/* Weights, biases and multipliers of the operators that are measured: constants in flash, as those of generated models are. */
#ifndef MICRONAS_BENCH_CONSTANTS_H
#define MICRONAS_BENCH_CONSTANTS_H

#include <stdint.h>

#include "bench_protocol.h"

/* KiB of weights: the largest convolution that can be measured; 16, 32, 64, 128 or 256. */
#ifndef MICRONAS_BENCH_WEIGHTS
#define MICRONAS_BENCH_WEIGHTS 128
#endif

enum { BENCH_WEIGHTS = MICRONAS_BENCH_WEIGHTS * 1028 }; /* 4 blocks of 257 a KiB */

extern const int8_t bench_weights[BENCH_WEIGHTS];
extern const int32_t bench_bias[BENCH_MOST_CHANNELS];       /* [-8192, 8191] */
extern const int32_t bench_multiplier[BENCH_MOST_CHANNELS]; /* Q31, [2^30, 2^31) */
extern const int8_t bench_shift[BENCH_MOST_CHANNELS];       /* -9 */

#endif
