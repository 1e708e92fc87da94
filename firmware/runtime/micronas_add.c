#include "micronas_arithmetic.h"

/* Headroom that TensorFlow Lite gives both operands before it rescales them. */
enum { LEFT_SHIFT = 20 };

static inline int32_t rescale_right(int32_t value, micronas_rescale rescale)
{
    return micronas_divide_by_power_of_two(micronas_multiply_high(value, rescale.multiplier), -rescale.shift);
}

void micronas_add(const micronas_addition *addition, const int8_t *left, const int8_t *right, int8_t *output)
{
    const micronas_addition local = *addition; /* int8_t stores may alias the descriptor: a copy stays in registers */
    for (int32_t i = 0; i < local.elements; i++) {
        const int32_t a = rescale_right((left[i] + local.left_offset) * (1 << LEFT_SHIFT), local.left);
        const int32_t b = rescale_right((right[i] + local.right_offset) * (1 << LEFT_SHIFT), local.right);
        const int32_t sum = rescale_right(a + b, local.output) + local.output_offset;
        output[i] = (int8_t)micronas_clamp(sum, local.activation_minimum, local.activation_maximum);
    }
}
