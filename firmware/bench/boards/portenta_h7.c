/*
 * Portenta H7 (STM32H747's Cortex-M7): clocks, caches and wait states as Arduino's bootloader leaves them, like our other firmware for the
 * board; USART1 on PA9 and PA10 (pins D14 and D13), clocked from the internal 64 MHz so that its speed does not depend on them. Registers after RM0399.
 * Not run on a board by us.
 */
#include "../../boards/board.h"
#include "../bench_board.h"
#include "stm32_usart.h"

enum { INTERNAL_CLOCK = 64000000, LOW_POWER_CLOCK = 4000000, EXTERNAL_CLOCK = 25000000 };

static const uint32_t rcc = 0x58024400u, gpioa = 0x58020000u, usart1 = 0x40011000u;

static uint32_t internal_clock(void)
{
    return INTERNAL_CLOCK >> (*stm32_register(rcc, 0x00u) >> 3 & 3u); /* CR: HSIDIV */
}

/* PLL1's P output: source / M * (N + fraction / 2^13) / P. */
static uint32_t pll_clock(void)
{
    const uint32_t selection = *stm32_register(rcc, 0x28u); /* PLLCKSELR */
    const uint32_t divisors = *stm32_register(rcc, 0x30u);  /* PLL1DIVR */
    const uint32_t fraction_on = *stm32_register(rcc, 0x2Cu) & 1u;
    const uint32_t fraction = fraction_on * (*stm32_register(rcc, 0x34u) >> 3 & 0x1FFFu);
    const uint32_t sources[4] = {internal_clock(), LOW_POWER_CLOCK, EXTERNAL_CLOCK, 0};
    const uint32_t prescaler = selection >> 4 & 0x3Fu;
    const uint64_t multiplier = (uint64_t)((divisors & 0x1FFu) + 1u) << 13 | fraction;
    const uint64_t divisor = (uint64_t)(prescaler == 0 ? 1 : prescaler) * ((divisors >> 9 & 0x7Fu) + 1u);
    return (uint32_t)((sources[selection & 3u] * multiplier / divisor) >> 13);
}

uint32_t bench_board_clock(void)
{
    static const uint8_t shifts[8] = {1, 2, 3, 4, 6, 7, 8, 9};
    const uint32_t source = *stm32_register(rcc, 0x10u) >> 3 & 7u;    /* CFGR: SWS */
    const uint32_t prescaler = *stm32_register(rcc, 0x18u) >> 8 & 0xFu; /* D1CFGR: D1CPRE */
    const uint32_t clocks[4] = {internal_clock(), LOW_POWER_CLOCK, EXTERNAL_CLOCK, pll_clock()};
    return clocks[source & 3u] >> (prescaler < 8 ? 0 : shifts[prescaler - 8u]);
}

const char *bench_board_start(void)
{
    const uint32_t usart_function = 7u, internal_on = 1u << 0, internal_ready = 1u << 2;
    stm32_change(stm32_register(rcc, 0x00u), 0, internal_on);
    stm32_await(stm32_register(rcc, 0x00u), internal_ready, internal_ready);
    stm32_change(stm32_register(rcc, 0x54u), 7u << 3, 3u << 3); /* D2CCIP2R: USART1 from the internal clock */
    stm32_change(stm32_register(rcc, 0xE0u), 0, 1u << 0);       /* AHB4ENR: GPIOAEN */
    stm32_change(stm32_register(rcc, 0xF0u), 0, 1u << 4);       /* APB2ENR: USART1EN */
    (void)*stm32_register(rcc, 0xF0u);
    stm32_alternate_function(gpioa, 9, usart_function);
    stm32_alternate_function(gpioa, 10, usart_function);
    stm32_usart_start(usart1, (internal_clock() + LINE_BAUD / 2) / LINE_BAUD);
    return MICRONAS_BENCH_BOARD;
}

int32_t bench_board_read(void)
{
    return stm32_usart_read(usart1);
}

void bench_board_write(const uint8_t *bytes, int32_t count)
{
    stm32_usart_write(usart1, bytes, count);
}

uint32_t bench_board_counter(void)
{
    return board_ticks();
}
