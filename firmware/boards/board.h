/* What the sample and bench firmware ask of a board: text out, a clock, an exit. */
#ifndef MICRONAS_BOARD_H
#define MICRONAS_BOARD_H

#include <stdint.h>

#ifdef __cplusplus
#define BOARD_NORETURN [[noreturn]]
extern "C" {
#else
#define BOARD_NORETURN _Noreturn
#endif

/* Starts the timer; the startup code calls it once, before main. */
void board_start(void);

/* The emulator's console; on real boards the ITM's port 0 (SWO), and nothing without a debugger that listens. */
void board_print(const char *text);

/* Decimal. */
void board_print_integer(int64_t value);

/* Ticks of a timer that counts up and wraps at 2^32; on real boards cycles of the core. */
uint32_t board_ticks(void);

/*
 * Instructions in so many ticks, where the emulator counts them (qemu -icount shift=6: 64 ns of virtual time each);
 * -1 where the board has no such count.
 */
int64_t board_instructions(uint32_t ticks);

/*
 * Called for every interrupt, with its number as CMSIS counts: peripherals from 0, SysTick -1, PendSV -2, SVCall -5. Weak: firmware
 * that enables interrupts defines its own; without one an interrupt prints a line and exits with 71.
 */
void board_interrupt(int32_t number);

/* Ends the program; 0 is success. Real boards sleep for ever. */
BOARD_NORETURN void board_exit(int status);

#ifdef __cplusplus
}
#endif

#endif
