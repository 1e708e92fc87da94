/*
 * Compares the short requantization with the general one, at random sums and at those whose exact result lies next to a tie.
 * Prints the number of cases, of differences, and of cases that the sign term decides: without them the comparison would prove little.
 */
#include "board.h"
#include "micronas_arithmetic.h"

#ifndef ROUNDS
#define ROUNDS 2000
#endif

enum { LARGEST_SHIFT = 22, LARGEST_SUM = (1 << 30) - 1 };

static uint64_t state = 88172645463325252u;

/* Marsaglia's xorshift64. */
static uint32_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 16);
}

static int64_t cases, differences, sign_decides;

static void compare(int32_t sum, int32_t multiplier, int32_t right_shift, int32_t output_offset)
{
    if (sum > LARGEST_SUM || sum < -LARGEST_SUM) {
        return;
    }
    const int8_t shift = (int8_t)-right_shift;
    const micronas_convolution convolution = {
        .multiplier = &multiplier, .shift = &shift, .output_offset = output_offset,
        .activation_minimum = INT8_MIN, .activation_maximum = INT8_MAX,
    };
    const int32_t expected = micronas_requantize(&convolution, 0, sum);
    const int32_t rounding = micronas_quick_rounding(-right_shift, output_offset);
    const int32_t without_sign = micronas_clamp(micronas_multiply_add_high(2 * sum, multiplier, rounding) >> right_shift, INT8_MIN, INT8_MAX);
    cases++;
    differences += micronas_requantize_quick(sum, multiplier, -right_shift, output_offset) != expected;
    sign_decides += without_sign != expected;
}

int main(void)
{
    const int32_t multipliers[] = {1 << 30, (1 << 30) + 1, INT32_MAX, INT32_MAX - 1};
    for (int32_t round = 0; round < ROUNDS; round++) {
        for (int32_t right_shift = 1; right_shift <= LARGEST_SHIFT; right_shift++) {
            const int32_t drawn = (int32_t)(next_random() & 0x3fffffffu) + (1 << 30);
            const int32_t multiplier = round % 4 != 0 ? drawn : multipliers[next_random() % 4];
            const int32_t output_offset = round % 3 == 0 ? INT8_MIN : (int32_t)(next_random() % 256) + INT8_MIN;

            const int32_t any = (int32_t)(next_random() & 0x7fffffffu) - (1 << 30);
            compare(any >> (next_random() % 30), multiplier, right_shift, output_offset);
            compare(round % 2 != 0 ? LARGEST_SUM : -LARGEST_SUM, multiplier, right_shift, output_offset);

            /* The first product is half a step away from a whole output, give or take. */
            const int64_t product = ((int64_t)(next_random() % 600) - 300) * (1 << right_shift) + (1 << (right_shift - 1));
            const int64_t tie = product * (INT64_C(1) << 31) / multiplier;
            for (int64_t sum = tie - 2; sum <= tie + 2; sum++) {
                if (sum <= LARGEST_SUM && sum >= -LARGEST_SUM) {
                    compare((int32_t)sum, multiplier, right_shift, output_offset);
                }
            }
        }
    }
    board_print_integer(cases);
    board_print(" ");
    board_print_integer(differences);
    board_print(" ");
    board_print_integer(sign_decides);
    board_print("\n");
    return differences != 0;
}
