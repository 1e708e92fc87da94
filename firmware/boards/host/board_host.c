/* The host as a board: standard output, no count of instructions. */
#include <stdio.h>
#include <stdlib.h>

#include "../board.h"

void board_start(void)
{
}

void board_print(const char *text)
{
    fputs(text, stdout);
}

uint32_t board_ticks(void)
{
    return 0;
}

int64_t board_instructions(uint32_t ticks)
{
    (void)ticks;
    return -1;
}

_Noreturn void board_exit(int status)
{
    fflush(stdout);
    exit(status);
}
