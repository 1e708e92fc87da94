#include "micronas_arithmetic.h"

void micronas_relu(const micronas_rectification *rectification, const int8_t *input, int8_t *output)
{
    const micronas_rectification local = *rectification; /* int8_t stores may alias the descriptor: a copy stays in registers */
    for (int32_t i = 0; i < local.elements; i++) {
        const int32_t value = micronas_apply_rescale(input[i] + local.input_offset, local.rescale);
        output[i] = (int8_t)micronas_clamp_sum(value, local.output_offset, local.activation_minimum, local.activation_maximum);
    }
}
