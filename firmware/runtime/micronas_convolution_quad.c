#include "micronas_convolution_loops.h"
#include "micronas_quad.h"

MICRONAS_INNER_LOOP
static void accumulate_quad(int32_t sums[MICRONAS_CHANNEL_BLOCK], const micronas_taps *taps, const int8_t *input,
                            const int8_t *weights)
{
    const int32_t input_offset = micronas_quad_offset(taps->input_offset);
    int32_t sum0 = sums[0], sum1 = sums[1], sum2 = sums[2], sum3 = sums[3];
    for (int32_t row = taps->rows; row > 0; row--) {
        const int8_t *value = input; /* the taps of a sweep touch: with four channels or more the step is always 1 */
        const int8_t *weight = weights;
        for (const int8_t *end = input + taps->count; value != end; value += 4) {
            const micronas_quad_input quad = micronas_quad_load(value, input_offset);
            sum0 = micronas_quad_multiply(quad, weight, sum0);
            sum1 = micronas_quad_multiply(quad, weight + 4, sum1);
            sum2 = micronas_quad_multiply(quad, weight + 8, sum2);
            sum3 = micronas_quad_multiply(quad, weight + 12, sum3);
            weight += 4 * MICRONAS_CHANNEL_BLOCK;
        }
        input += taps->input_row;
        weights += taps->weight_row;
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}

void micronas_convolution_quad(const micronas_convolution *convolution, const int8_t *input, int8_t *output)
{
    micronas_convolve(convolution, input, output, accumulate_quad);
}
