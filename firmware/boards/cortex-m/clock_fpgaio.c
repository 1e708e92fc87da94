/* Arm MPS3 boards: the free-running counter of the FPGA's I/O block (FPGAIO, register COUNTER), which is always on. */
#include "../board.h"
#include "emulator_clock.h"

static volatile const uint32_t *const counter = (volatile const uint32_t *)(MICRONAS_TIMER_BASE + 0x18u);

void board_start(void)
{
}

uint32_t board_ticks(void)
{
    return *counter;
}

int64_t board_instructions(uint32_t ticks)
{
    return instructions_of(ticks);
}
