/* Nordic nRF51: TIMER0 with all 32 bits at 16 MHz; it can only be read by capturing it. */
#include "../board.h"
#include "emulator_clock.h"

static volatile uint32_t *const task_start = (volatile uint32_t *)MICRONAS_TIMER_BASE;
static volatile uint32_t *const task_capture = (volatile uint32_t *)(MICRONAS_TIMER_BASE + 0x040u);
static volatile uint32_t *const bit_mode = (volatile uint32_t *)(MICRONAS_TIMER_BASE + 0x508u);
static volatile uint32_t *const prescaler = (volatile uint32_t *)(MICRONAS_TIMER_BASE + 0x510u);
static volatile const uint32_t *const captured = (volatile const uint32_t *)(MICRONAS_TIMER_BASE + 0x540u);

void board_start(void)
{
    const uint32_t bits_32 = 3u;
    *bit_mode = bits_32;
    *prescaler = 0;
    *task_start = 1;
}

uint32_t board_ticks(void)
{
    *task_capture = 1;
    return *captured;
}

int64_t board_instructions(uint32_t ticks)
{
    return instructions_of(ticks);
}
