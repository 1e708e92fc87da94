#include "micronas_convolution_loops.h"

static inline void sweep_any(int32_t sums[MICRONAS_CHANNEL_BLOCK], const int8_t *input, const int8_t *weights,
                             int32_t count, int32_t input_offset)
{
    int32_t sum0 = sums[0], sum1 = sums[1], sum2 = sums[2], sum3 = sums[3];
    for (const int8_t *end = input + count; input != end; input++) {
        const int32_t value = *input + input_offset;
        sum0 += value * weights[0];
        sum1 += value * weights[1];
        sum2 += value * weights[2];
        sum3 += value * weights[3];
        weights += MICRONAS_CHANNEL_BLOCK;
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}

void micronas_convolution_any(const micronas_convolution *convolution, const int8_t *input, int8_t *output)
{
    micronas_convolve(convolution, input, output, sweep_any);
}
