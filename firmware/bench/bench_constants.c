#include "bench_constants.h"

#include <stdalign.h>

/*
 * The first values of the generator that fills activations (bench_measure.c), seeded with 1. A prime number of them, again and again: filters
 * begin at different places, and the compiler reads a few tokens instead of an expression for every weight.
 */
#define BLOCK \
    -39, 5, -127, -70, -19, 65, 93, -33, 102, 32, 16, 115, -7, -56, 111, 56, -104, -100, -115, 52, 121, 65, -66, -86, \
    15, -103, -106, 30, 15, -54, -22, 85, 108, 55, -51, 81, 90, -123, -109, 88, 77, -105, -48, -18, -7, -112, 89, -43, \
    83, -41, 64, 19, -114, 13, -36, -21, 30, 24, -66, -31, -73, 26, -69, -70, 78, 122, -24, 121, 22, -39, -104, 98, \
    -125, 29, 96, -7, 74, 105, 18, 2, 93, 33, -60, -126, -14, -23, -55, -68, 125, -90, -75, 52, -80, 123, 93, -81, \
    -127, -52, -44, 48, 35, 61, 110, -5, 10, -77, -65, -108, -22, 81, -100, -65, -72, 123, 24, -127, -89, -43, -121, 29, \
    43, 68, 125, 23, -7, -21, -49, 52, 3, 46, -113, 119, 127, -79, 20, 36, -31, 89, -17, -65, -37, 73, -11, 13, \
    99, -27, 59, 16, -84, -47, 20, 14, 42, -14, 21, -117, -111, 107, 16, 73, -42, -96, 27, 78, 44, 53, -119, -35, \
    7, 15, -17, 122, 28, 81, 31, -22, 93, 95, 47, 47, 0, -35, 114, -113, 121, -80, 124, -114, 122, -5, 34, -18, \
    -7, 34, 119, -75, 41, -55, -49, 38, 126, -43, -66, -59, -84, 105, 25, 87, -88, -23, -13, -33, -91, -6, -96, -95, \
    23, 126, -76, 33, -77, -101, 4, 35, 107, -76, -94, -84, 117, 110, -28, -1, 68, -85, 94, -96, -115, -111, -30, 84, \
    67, -125, -122, 30, -102, 38, -99, 66, 6, 92, -68, 68, 59, 75, -75, -23, 46

#define BLOCKS_4 BLOCK, BLOCK, BLOCK, BLOCK
#define BLOCKS_16 BLOCKS_4, BLOCKS_4, BLOCKS_4, BLOCKS_4
#define BLOCKS_64 BLOCKS_16, BLOCKS_16, BLOCKS_16, BLOCKS_16
#define BLOCKS_128 BLOCKS_64, BLOCKS_64
#define BLOCKS_256 BLOCKS_128, BLOCKS_128
#define BLOCKS_512 BLOCKS_256, BLOCKS_256
#define BLOCKS_1024 BLOCKS_512, BLOCKS_512

#if MICRONAS_BENCH_WEIGHTS == 16
#define WEIGHTS BLOCKS_64
#elif MICRONAS_BENCH_WEIGHTS == 32
#define WEIGHTS BLOCKS_128
#elif MICRONAS_BENCH_WEIGHTS == 64
#define WEIGHTS BLOCKS_256
#elif MICRONAS_BENCH_WEIGHTS == 128
#define WEIGHTS BLOCKS_512
#elif MICRONAS_BENCH_WEIGHTS == 256
#define WEIGHTS BLOCKS_1024
#else
#error "MICRONAS_BENCH_WEIGHTS is 16, 32, 64, 128 or 256"
#endif

/* value(i), value(i + 1), ... */
#define VALUES_2(value, i) value(i), value((i) + 1)
#define VALUES_8(value, i) VALUES_2(value, i), VALUES_2(value, (i) + 2), VALUES_2(value, (i) + 4), VALUES_2(value, (i) + 6)
#define VALUES_32(value, i) VALUES_8(value, i), VALUES_8(value, (i) + 8), VALUES_8(value, (i) + 16), VALUES_8(value, (i) + 24)
#define VALUES_128(value, i) VALUES_32(value, i), VALUES_32(value, (i) + 32), VALUES_32(value, (i) + 64), VALUES_32(value, (i) + 96)
#define VALUES_512(value) VALUES_128(value, 0), VALUES_128(value, 128), VALUES_128(value, 256), VALUES_128(value, 384)

/* Multiples of the golden ratio's fraction spread evenly. */
#define SPREAD(i) (((i) + 1u) * 0x9e3779b1u)
#define BIAS(i) ((int32_t)(SPREAD(i) >> 18) - 0x2000)
#define MULTIPLIER(i) (int32_t)(0x40000000u + (SPREAD(i) >> 2))
#define SHIFT(i) (-9)

const alignas(16) int8_t bench_weights[BENCH_WEIGHTS] = {WEIGHTS};
const int32_t bench_bias[BENCH_MOST_CHANNELS] = {VALUES_512(BIAS)};
const int32_t bench_multiplier[BENCH_MOST_CHANNELS] = {VALUES_512(MULTIPLIER)};
const int8_t bench_shift[BENCH_MOST_CHANNELS] = {VALUES_512(SHIFT)};
