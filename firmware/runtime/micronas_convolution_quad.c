#include "micronas_convolution_loops.h"
#include "micronas_quad.h"

static inline void sweep_quad(int32_t sums[MICRONAS_CHANNEL_BLOCK], const int8_t *input, const int8_t *weights,
                              int32_t count, int32_t input_offset)
{
    int32_t sum0 = sums[0], sum1 = sums[1], sum2 = sums[2], sum3 = sums[3];
    for (const int8_t *end = input + count; input != end; input += 4) {
        const micronas_quad_input quad = micronas_quad_load(input, input_offset);
        sum0 = micronas_quad_multiply(quad, weights, sum0);
        sum1 = micronas_quad_multiply(quad, weights + 4, sum1);
        sum2 = micronas_quad_multiply(quad, weights + 8, sum2);
        sum3 = micronas_quad_multiply(quad, weights + 12, sum3);
        weights += 4 * MICRONAS_CHANNEL_BLOCK;
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}

void micronas_convolution_quad(const micronas_convolution *convolution, const int8_t *input, int8_t *output)
{
    micronas_convolve(convolution, input, output, sweep_quad);
}
