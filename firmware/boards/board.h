/* What the sample and bench firmware ask of a board: text out, a clock of instructions, an exit. */
#ifndef MICRONAS_BOARD_H
#define MICRONAS_BOARD_H

#include <stdint.h>

/* Enables what the core needs (FPU) and starts the timer; call it once, first. */
void board_start(void);

void board_print(const char *text);

/* Decimal. */
void board_print_integer(int64_t value);

/* Ticks of a timer that counts up and wraps at 2^32. */
uint32_t board_ticks(void);

/*
 * Instructions in so many ticks, where the emulator counts them (qemu -icount shift=6: 64 ns of virtual time each);
 * -1 where the board has no such count.
 */
int64_t board_instructions(uint32_t ticks);

/* Ends the program; 0 is success. */
_Noreturn void board_exit(int status);

#endif
