/*
 * The five functions that the bench firmware asks of a board. To port it, write these for the board's UART (or USB serial) and add the
 * sources of firmware/bench and firmware/runtime to the project; then call bench_run.
 */
#ifndef MICRONAS_BENCH_BOARD_H
#define MICRONAS_BENCH_BOARD_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Sets up clocks, counter and line (8 data bits, no parity, 1 stop bit); returns the board's name, for example "nucleo-f446re". */
const char *bench_board_start(void);

/* The next byte that arrived, or -1 where none has; may wait for one, a millisecond at most. */
int32_t bench_board_read(void);

/* Sends all of them; may return before they are out. */
void bench_board_write(const uint8_t *bytes, int32_t count);

/* Cycles of the core, counting up and wrapping at 2^32. In the emulator instructions: MICRONAS_BENCH_INSTRUCTIONS is then 1. */
uint32_t bench_board_counter(void);

/* The core's clock in hertz. */
uint32_t bench_board_clock(void);

/* Serves requests for ever. */
void bench_run(void);

#ifdef __cplusplus
}
#endif

#endif
