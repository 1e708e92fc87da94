/*
 * The bench firmware as an Arduino sketch, for boards with a 32-bit core. The folder src must hold the files of firmware/runtime and firmware/bench
 * (not bench_main.c): docs/characterization.md has the commands.
 */
#include <Arduino.h>

#include "src/bench_board.h"

/* Armv7-M and the mainline of Armv8-M count cycles (DWT_CYCCNT); other cores have microseconds, times the clock. */
#if defined(__ARM_ARCH_7M__) || defined(__ARM_ARCH_7EM__) || defined(__ARM_ARCH_8M_MAIN__) || defined(__ARM_ARCH_8_1M_MAIN__)
#define HAS_CYCLE_COUNTER 1
#else
#define HAS_CYCLE_COUNTER 0
#endif

#if defined(BOARD_NAME)
static const char board_name[] = BOARD_NAME;
#elif defined(ARDUINO_BOARD)
static const char board_name[] = ARDUINO_BOARD;
#else
static const char board_name[] = "arduino";
#endif

static const uint32_t line_baud = 115200;

const char *bench_board_start(void)
{
    Serial.begin(line_baud);
#if HAS_CYCLE_COUNTER
    *(volatile uint32_t *)0xE000EDFCu |= 1u << 24;     /* DEMCR: TRCENA */
    *(volatile uint32_t *)0xE0001FB0u = 0xC5ACCE55u;   /* DWT_LAR, of the Cortex-M7 */
    *(volatile uint32_t *)0xE0001000u |= 1u;           /* DWT_CTRL: CYCCNTENA */
#endif
    return board_name;
}

int32_t bench_board_read(void)
{
    if (Serial.available() > 0) {
        return Serial.read();
    }
    yield(); /* where USB is served between sketches' steps */
    return -1;
}

void bench_board_write(const uint8_t *bytes, int32_t count)
{
    Serial.write(bytes, (size_t)count);
    Serial.flush();
}

uint32_t bench_board_counter(void)
{
#if HAS_CYCLE_COUNTER
    return *(volatile const uint32_t *)0xE0001004u;
#else
    static uint64_t microseconds;
    const uint32_t now = (uint32_t)micros();
    microseconds += (uint32_t)(now - (uint32_t)microseconds);
    return (uint32_t)(microseconds * (uint64_t)(F_CPU / 1000) / 1000u);
#endif
}

uint32_t bench_board_clock(void)
{
    return (uint32_t)F_CPU;
}

void setup()
{
    bench_run();
}

void loop()
{
}
