/*
 * Compares the quick form of ADD with the general one on every pair of int8 values, ROUNDS random descriptors; the output lies apart
 * or takes the place of an operand. Prints the number of elements and of differences.
 */
#include <string.h>

#include "board.h"
#include "micronas_runtime.h"

#ifndef ROUNDS
#define ROUNDS 20
#endif

enum { VALUES = 256, SPARE = 3 };

static uint64_t state = 88172645463325252u;

/* Marsaglia's xorshift64; [0, limit). */
static int32_t next_random(int32_t limit)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (int32_t)((state >> 20) % (uint32_t)limit);
}

static micronas_rescale random_rescale(int32_t smallest_shift)
{
    const int32_t multiplier = next_random(8) == 0 ? INT32_MAX - next_random(2) : (1 << 30) + next_random(1 << 30);
    return (micronas_rescale){multiplier, -1 - next_random(-smallest_shift)};
}

static int32_t random_offset(void)
{
    return next_random(3) == 0 ? 128 : next_random(VALUES) - 127;
}

static micronas_addition random_addition(int32_t elements)
{
    const micronas_rescale half = {1 << 30, 0};
    const micronas_rescale small = next_random(6) == 0 ? half : random_rescale(next_random(4) == 0 ? -31 : -4);
    const int left_is_large = next_random(2);
    micronas_addition addition = {
        .elements = elements, .left_offset = random_offset(), .right_offset = random_offset(),
        .output_offset = next_random(VALUES) - 128, .left = left_is_large ? half : small, .right = left_is_large ? small : half,
        .output = random_rescale(-22), .activation_minimum = INT8_MIN, .activation_maximum = INT8_MAX,
    };
    if (next_random(4) != 0) {
        addition.output.shift = -17 - next_random(4); /* where most outputs are not saturated */
    }
    if (next_random(8) == 0) {
        /* Odd values of the small operand are ties, and beside a large one of zero a step of them is one of the output. */
        *(left_is_large ? &addition.right : &addition.left) = (micronas_rescale){1 << 30, -20 - next_random(4)};
        addition.output.shift = -1 - next_random(3);
    }
    if (next_random(4) == 0) {
        addition.left_offset = addition.right_offset = 128;
    }
    return addition;
}

int main(void)
{
    static int8_t left[VALUES + SPARE], right[VALUES + SPARE], expected[VALUES + SPARE], output[VALUES + SPARE];
    int64_t elements = 0, differences = 0;
    for (int32_t round = 0; round < ROUNDS; round++) {
        micronas_addition addition = random_addition(VALUES + round % (SPARE + 1));
        const int32_t place = next_random(3);
        int8_t *const target = place == 0 ? output : place == 1 ? left : right;
        for (int32_t value = INT8_MIN; value <= INT8_MAX; value++) {
            for (int32_t i = 0; i < addition.elements; i++) {
                left[i] = (int8_t)value;
                right[i] = (int8_t)(i % VALUES - 128);
            }
            addition.quick = 0;
            micronas_add(&addition, left, right, expected);
            addition.quick = 1;
            micronas_add(&addition, left, right, target);
            elements += addition.elements;
            for (int32_t i = 0; i < addition.elements; i++) {
                differences += target[i] != expected[i];
            }
        }
    }
    board_print_integer(elements);
    board_print(" ");
    board_print_integer(differences);
    board_print("\n");
    return differences != 0;
}
