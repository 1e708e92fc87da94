/* The emulator's virtual time as a count of instructions. */
#ifndef MICRONAS_EMULATOR_CLOCK_H
#define MICRONAS_EMULATOR_CLOCK_H

#include <stdint.h>

/* Virtual nanoseconds of one instruction under `-icount shift=6`. */
#define NANOSECONDS_PER_INSTRUCTION 64

/* Rounded to the nearest; MICRONAS_TIMER_HERTZ comes from the compiler's command line, a multiple of 1 MHz. */
static inline int64_t instructions_of(uint32_t ticks)
{
    const int64_t ticks_in_thousand = (int64_t)NANOSECONDS_PER_INSTRUCTION * (MICRONAS_TIMER_HERTZ / 1000000);
    return ((int64_t)ticks * 1000 + ticks_in_thousand / 2) / ticks_in_thousand;
}

#endif
