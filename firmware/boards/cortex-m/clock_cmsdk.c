/* Arm MPS2 boards: CMSDK timer 0, which counts down; MICRONAS_TIMER_BASE comes from the compiler's command line. */
#include "../board.h"
#include "emulator_clock.h"

typedef struct {
    volatile uint32_t control, value, reload;
} cmsdk_timer;

static cmsdk_timer *const timer = (cmsdk_timer *)MICRONAS_TIMER_BASE;

void board_start(void)
{
    timer->reload = UINT32_MAX;
    timer->value = UINT32_MAX;
    timer->control = 1;
}

uint32_t board_ticks(void)
{
    return UINT32_MAX - timer->value;
}

int64_t board_instructions(uint32_t ticks)
{
    return instructions_of(ticks);
}
