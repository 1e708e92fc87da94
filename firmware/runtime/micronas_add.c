#include <stdbool.h>
#include <string.h>

#include "micronas_arithmetic.h"

/* Headroom that TensorFlow Lite gives both operands before it rescales them. */
enum { LEFT_SHIFT = 20 };

/*
 * The quick form. The operand with the larger scale is multiplied by exactly one half; the other one, and the sum, are
 * requantized as in micronas_requantize_rounded.
 */
typedef struct {
    int32_t large_offset, small_offset;
    int32_t small_multiplier, small_right_shift, small_rounding;
    int32_t multiplier, right_shift, rounding;
} quick_addition;

static bool is_one_half(micronas_rescale rescale)
{
    return rescale.multiplier == 1 << 30 && rescale.shift == 0;
}

static quick_addition quick_constants(const micronas_addition *addition, bool left_is_large)
{
    const micronas_rescale given = left_is_large ? addition->right : addition->left;
    /* Equal scales: for an operand of 9 bits this is one half as well, and leaves a shift to round by. */
    const micronas_rescale small = is_one_half(given) ? (micronas_rescale){INT32_MAX, -1} : given;
    return (quick_addition){
        .large_offset = left_is_large ? addition->left_offset : addition->right_offset,
        .small_offset = left_is_large ? addition->right_offset : addition->left_offset,
        .small_multiplier = small.multiplier,
        .small_right_shift = -small.shift,
        .small_rounding = 1 << (-small.shift - 1),
        .multiplier = addition->output.multiplier,
        .right_shift = -addition->output.shift,
        .rounding = micronas_quick_rounding(addition->output.shift, addition->output_offset),
    };
}

/* Both values have their zero points subtracted. Where none is negative, neither is a product, and no sign needs a look. */
MICRONAS_ALWAYS_INLINE int8_t add_quickly(const quick_addition *quick, int32_t large, int32_t small, bool is_signed)
{
    const int32_t doubled = small * (1 << (LEFT_SHIFT + 1));
    const int32_t small_rounding = is_signed ? quick->small_rounding + micronas_negative(small) : quick->small_rounding;
    const int32_t scaled = micronas_multiply_add_high(doubled, quick->small_multiplier, small_rounding) >> quick->small_right_shift;
    const int32_t sum = scaled + large * (1 << (LEFT_SHIFT - 1));
    const int32_t rounding = is_signed ? quick->rounding + micronas_negative(sum) : quick->rounding;
    return (int8_t)micronas_saturate_to_int8(micronas_multiply_add_high(2 * sum, quick->multiplier, rounding) >> quick->right_shift);
}

/* Four values are loaded at once; without a sign, zero point -128 makes them unsigned bytes with the highest bit flipped. */
MICRONAS_ALWAYS_INLINE int32_t value_of(uint32_t word, int32_t index, int32_t offset, bool is_signed)
{
    const uint32_t byte = word >> (8 * index) & 0xffu;
    return is_signed ? (int8_t)byte + offset : (int32_t)byte;
}

MICRONAS_ALWAYS_INLINE uint32_t load_four(const int8_t *values, bool is_signed)
{
    uint32_t word;
    memcpy(&word, values, sizeof word);
    return is_signed ? word : word ^ 0x80808080u;
}

MICRONAS_ALWAYS_INLINE int8_t add_one_of_four(const quick_addition *quick, uint32_t large, uint32_t small, int32_t index, bool is_signed)
{
    return add_quickly(quick, value_of(large, index, quick->large_offset, is_signed),
                       value_of(small, index, quick->small_offset, is_signed), is_signed);
}

MICRONAS_ALWAYS_INLINE void add_all_quickly(const quick_addition *constants, int32_t elements, const int8_t *large, const int8_t *small,
                                   int8_t *output, bool is_signed)
{
    const quick_addition quick = *constants; /* int8_t stores may alias the descriptor: a copy stays in registers */
    const int8_t *const end = large + elements;
    const int8_t *const end_of_fours = large + (elements & ~3);
    while (large != end_of_fours) {
        const uint32_t large_word = load_four(large, is_signed), small_word = load_four(small, is_signed);
        large += 4;
        small += 4;
        output[0] = add_one_of_four(&quick, large_word, small_word, 0, is_signed);
        output[1] = add_one_of_four(&quick, large_word, small_word, 1, is_signed);
        output[2] = add_one_of_four(&quick, large_word, small_word, 2, is_signed);
        output[3] = add_one_of_four(&quick, large_word, small_word, 3, is_signed);
        output += 4;
    }
    while (large != end) {
        *output++ = add_quickly(&quick, *large++ + quick.large_offset, *small++ + quick.small_offset, is_signed);
    }
}

static inline int32_t rescale_right(int32_t value, micronas_rescale rescale)
{
    return micronas_divide_by_power_of_two(micronas_multiply_high(value, rescale.multiplier), -rescale.shift);
}

static void add_generally(const micronas_addition *addition, const int8_t *left, const int8_t *right, int8_t *output)
{
    const micronas_addition local = *addition;
    for (int32_t i = 0; i < local.elements; i++) {
        const int32_t a = rescale_right((left[i] + local.left_offset) * (1 << LEFT_SHIFT), local.left);
        const int32_t b = rescale_right((right[i] + local.right_offset) * (1 << LEFT_SHIFT), local.right);
        const int32_t sum = rescale_right(a + b, local.output) + local.output_offset;
        output[i] = (int8_t)micronas_clamp(sum, local.activation_minimum, local.activation_maximum);
    }
}

void micronas_add(const micronas_addition *addition, const int8_t *left, const int8_t *right, int8_t *output)
{
    if (!addition->quick) {
        add_generally(addition, left, right, output);
        return;
    }

    const bool left_is_large = is_one_half(addition->left);
    const quick_addition quick = quick_constants(addition, left_is_large);
    const int8_t *const large = left_is_large ? left : right;
    const int8_t *const small = left_is_large ? right : left;
    if (quick.large_offset == -INT8_MIN && quick.small_offset == -INT8_MIN) {
        add_all_quickly(&quick, addition->elements, large, small, output, false);
    } else {
        add_all_quickly(&quick, addition->elements, large, small, output, true);
    }
}
