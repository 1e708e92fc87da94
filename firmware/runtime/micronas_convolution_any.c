#include "micronas_convolution_loops.h"

MICRONAS_INNER_LOOP
static void accumulate_any(int32_t sums[MICRONAS_CHANNEL_BLOCK], const micronas_taps *taps, const int8_t *input,
                           const int8_t *weights)
{
    const int32_t input_offset = taps->input_offset;
    const int32_t step = taps->input_step;
    int32_t sum0 = sums[0], sum1 = sums[1], sum2 = sums[2], sum3 = sums[3];
    for (int32_t row = taps->rows; row > 0; row--) {
        const int8_t *value = input;
        const int8_t *weight = weights;
        for (int32_t count = taps->count; count > 0; count--) {
            const int32_t shifted = *value + input_offset;
            value += step;
            sum0 += shifted * weight[0];
            sum1 += shifted * weight[1];
            sum2 += shifted * weight[2];
            sum3 += shifted * weight[3];
            weight += MICRONAS_CHANNEL_BLOCK;
        }
        input += taps->input_row;
        weights += taps->weight_row;
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}

void micronas_convolution_any(const micronas_convolution *convolution, const int8_t *input, int8_t *output)
{
    micronas_convolve(convolution, input, output, accumulate_any);
}
