#include "board.h"

/* The quotient replaces the value. In halves: a library's division of 64 bits would be larger than all else that a board links. */
static uint32_t take_digit(uint32_t halves[4])
{
    uint32_t remainder = 0;
    for (int32_t i = 0; i < 4; i++) {
        const uint32_t dividend = remainder << 16 | halves[i];
        halves[i] = dividend / 10u;
        remainder = dividend % 10u;
    }
    return remainder;
}

void board_print_integer(int64_t value)
{
    char text[21];
    char *digit = text + sizeof text - 1;
    const uint64_t magnitude = value < 0 ? 0u - (uint64_t)value : (uint64_t)value;
    uint32_t halves[4];
    for (int32_t i = 0; i < 4; i++) {
        halves[i] = (uint32_t)(magnitude >> (48 - 16 * i)) & 0xffffu;
    }
    *digit = '\0';
    do {
        *--digit = (char)('0' + take_digit(halves));
    } while ((halves[0] | halves[1] | halves[2] | halves[3]) != 0);
    if (value < 0) {
        *--digit = '-';
    }
    board_print(digit);
}
