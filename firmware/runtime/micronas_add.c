#include <stdbool.h>
#include <string.h>

#include "micronas_arithmetic.h"

/* Headroom that TensorFlow Lite gives both operands before it rescales them. */
enum { LEFT_SHIFT = 20 };

#if !MICRONAS_SIZE
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

/* With zero point -128 int8 values are unsigned bytes with the highest bit flipped. */
static inline uint32_t load_four_unsigned(const int8_t *values)
{
    uint32_t word;
    memcpy(&word, values, sizeof word);
    return word ^ 0x80808080u;
}

MICRONAS_ALWAYS_INLINE int8_t add_one_of_four(const quick_addition *quick, uint32_t large, uint32_t small, int32_t index)
{
    return add_quickly(quick, (int32_t)(large >> (8 * index) & 0xffu), (int32_t)(small >> (8 * index) & 0xffu), false);
}

/* Both zero points are -128; a multiple of 4 elements. */
static void add_unsigned(const quick_addition *constants, int32_t elements, const int8_t *large, const int8_t *small, int8_t *output)
{
    const quick_addition quick = *constants; /* int8_t stores may alias the descriptor: a copy stays in registers */
    const int8_t *const end = large + elements;
    while (large != end) {
        const uint32_t large_word = load_four_unsigned(large), small_word = load_four_unsigned(small);
        large += 4;
        small += 4;
        output[0] = add_one_of_four(&quick, large_word, small_word, 0);
        output[1] = add_one_of_four(&quick, large_word, small_word, 1);
        output[2] = add_one_of_four(&quick, large_word, small_word, 2);
        output[3] = add_one_of_four(&quick, large_word, small_word, 3);
        output += 4;
    }
}

/* Any zero points. */
static void add_signed(const quick_addition *constants, int32_t elements, const int8_t *large, const int8_t *small, int8_t *output)
{
    const quick_addition quick = *constants;
    const int8_t *const end = large + elements;
    while (large != end) {
        *output++ = add_quickly(&quick, *large++ + quick.large_offset, *small++ + quick.small_offset, true);
    }
}
#endif

static MICRONAS_NOT_INLINE int32_t rescale_right(int32_t value, const micronas_rescale *rescale)
{
    return micronas_divide_by_power_of_two(micronas_multiply_high(value, rescale->multiplier), -rescale->shift);
}

static void add_generally(const micronas_addition *addition, const int8_t *left, const int8_t *right, int8_t *output)
{
    for (int32_t i = 0; i < addition->elements; i++) {
        const int32_t a = rescale_right((left[i] + addition->left_offset) * (1 << LEFT_SHIFT), &addition->left);
        const int32_t b = rescale_right((right[i] + addition->right_offset) * (1 << LEFT_SHIFT), &addition->right);
        const int32_t sum = rescale_right(a + b, &addition->output) + addition->output_offset;
        output[i] = (int8_t)micronas_clamp(sum, addition->activation_minimum, addition->activation_maximum);
    }
}

#if MICRONAS_SIZE
void micronas_add(const micronas_addition *addition, const int8_t *left, const int8_t *right, int8_t *output)
{
    add_generally(addition, left, right, output);
}
#else
void micronas_add(const micronas_addition *addition, const int8_t *left, const int8_t *right, int8_t *output)
{
    if (!addition->quick) {
        add_generally(addition, left, right, output);
        return;
    }

    const bool left_is_large = is_one_half(addition->left);
    const quick_addition quick = quick_constants(addition, left_is_large);
    const int8_t *large = left_is_large ? left : right;
    const int8_t *small = left_is_large ? right : left;
    int32_t unsigned_elements = 0;
    if (quick.large_offset == -INT8_MIN && quick.small_offset == -INT8_MIN) {
        unsigned_elements = addition->elements & ~3;
        add_unsigned(&quick, unsigned_elements, large, small, output);
    }
    add_signed(&quick, addition->elements - unsigned_elements, large + unsigned_elements, small + unsigned_elements,
               output + unsigned_elements);
}
#endif
