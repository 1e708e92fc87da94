/*
 * The emulator's Arm MPS boards: a CMSDK UART, whose base MICRONAS_BENCH_UART comes from the compiler's command line, and the timer of
 * firmware/boards as a counter of instructions.
 */
#include "../../boards/board.h"
#include "../../boards/cortex-m/emulator_clock.h"
#include "../bench_board.h"

typedef struct {
    volatile uint32_t data, state, control, interrupt, baud_divider;
} cmsdk_uart;

enum { TRANSMIT_FULL = 1, RECEIVE_FULL = 2, TRANSMIT_ENABLE = 1, RECEIVE_ENABLE = 2, LINE_BAUD = 115200 };

static cmsdk_uart *const uart = (cmsdk_uart *)MICRONAS_BENCH_UART;

const char *bench_board_start(void)
{
    uart->baud_divider = MICRONAS_TIMER_HERTZ / LINE_BAUD;
    uart->control = TRANSMIT_ENABLE | RECEIVE_ENABLE;
    return MICRONAS_BENCH_BOARD;
}

int32_t bench_board_read(void)
{
    return (uart->state & RECEIVE_FULL) != 0 ? (int32_t)(uart->data & 0xffu) : -1;
}

void bench_board_write(const uint8_t *bytes, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        while ((uart->state & TRANSMIT_FULL) != 0) {
        }
        uart->data = bytes[i];
    }
}

/*
 * A tick is shorter than an instruction, so the ticks since the start, as time rounded up to whole instructions, are their exact number;
 * differences of ticks would be off by one now and then.
 */
uint32_t bench_board_counter(void)
{
    static uint64_t ticks;
    const uint32_t now = board_ticks();
    ticks += now - (uint32_t)ticks;
    const uint64_t ticks_in_thousand = (uint64_t)NANOSECONDS_PER_INSTRUCTION * (MICRONAS_TIMER_HERTZ / 1000000);
    return (uint32_t)((ticks * 1000u + ticks_in_thousand - 1u) / ticks_in_thousand);
}

uint32_t bench_board_clock(void)
{
    return MICRONAS_TIMER_HERTZ;
}
