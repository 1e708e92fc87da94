/*
 * Arm MPS2 boards in the emulator: text and exit by semihosting, CMSDK timer 0 as the clock.
 * MICRONAS_TIMER_BASE and MICRONAS_TIMER_HERTZ come from the compiler's command line; docs/runtime.md lists them.
 */
#include "../board.h"

enum { SEMIHOSTING_WRITE0 = 0x04, SEMIHOSTING_EXIT_EXTENDED = 0x20 };

/* Virtual nanoseconds of one instruction under `-icount shift=6`. */
#define NANOSECONDS_PER_INSTRUCTION 64

typedef struct {
    volatile uint32_t control, value, reload, interrupt;
} cmsdk_timer;

static cmsdk_timer *const timer = (cmsdk_timer *)MICRONAS_TIMER_BASE;

static uint32_t semihosting(uint32_t operation, const void *argument)
{
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

void board_start(void)
{
    timer->reload = UINT32_MAX;
    timer->value = UINT32_MAX;
    timer->control = 1;
}

void board_print(const char *text)
{
    semihosting(SEMIHOSTING_WRITE0, text);
}

uint32_t board_ticks(void)
{
    return UINT32_MAX - timer->value;
}

int64_t board_instructions(uint32_t ticks)
{
    const int64_t ticks_in_thousand = (int64_t)NANOSECONDS_PER_INSTRUCTION * (MICRONAS_TIMER_HERTZ / 1000000);
    return ((int64_t)ticks * 1000 + ticks_in_thousand / 2) / ticks_in_thousand;
}

_Noreturn void board_exit(int status)
{
    const uint32_t stopped_application_exit = 0x20026u;
    const uint32_t block[2] = {stopped_application_exit, (uint32_t)status};
    semihosting(SEMIHOSTING_EXIT_EXTENDED, block);
    for (;;) {
    }
}
