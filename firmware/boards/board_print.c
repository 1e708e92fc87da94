#include "board.h"

void board_print_integer(int64_t value)
{
    char text[21];
    char *digit = text + sizeof text - 1;
    uint64_t magnitude = value < 0 ? 0u - (uint64_t)value : (uint64_t)value;
    *digit = '\0';
    do {
        *--digit = (char)('0' + (char)(magnitude % 10u));
        magnitude /= 10u;
    } while (magnitude != 0);
    if (value < 0) {
        *--digit = '-';
    }
    board_print(digit);
}
