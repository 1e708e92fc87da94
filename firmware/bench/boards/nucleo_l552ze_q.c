/*
 * Nucleo-L552ZE-Q, TrustZone off: 80 MHz from MSI, the clock of the shipped profile, three wait states, ICACHE on; LPUART1 (PG7, PG8), which
 * the ST-LINK shows as a serial port. Registers after RM0438, pins after UM2581. Not run on a board by us.
 */
#include "../../boards/board.h"
#include "../bench_board.h"
#include "stm32_usart.h"

enum { CLOCK = 80000000 };

static const uint32_t rcc = 0x40021000u, pwr = 0x40007000u, flash = 0x40022000u, icache = 0x40030400u, gpiog = 0x42021800u,
                      lpuart1 = 0x40008000u;

/* PLL: MSI's 4 MHz / 1 * 40 / 2. Voltage range 0, for any clock. */
static void start_clock(void)
{
    const uint32_t pll_on = 1u << 24, pll_ready = 1u << 25, pll_output = 1u << 24;
    const uint32_t source_msi = 1u, source_pll = 3u, wait_states = 3u, voltage_changes = 1u << 10, cache_on = 1u << 0;

    stm32_change(stm32_register(rcc, 0x58u), 0, 1u << 28); /* APB1ENR1: PWREN */
    (void)*stm32_register(rcc, 0x58u);
    stm32_change(stm32_register(pwr, 0x00u), 3u << 9, 0); /* CR1: VOS, range 0 */
    stm32_await(stm32_register(pwr, 0x14u), voltage_changes, 0);
    stm32_change(stm32_register(flash, 0x00u), 0xFu, wait_states);
    stm32_await(stm32_register(flash, 0x00u), 0xFu, wait_states);

    *stm32_register(rcc, 0x0Cu) = source_msi | 0u << 4 | 40u << 8 | 0u << 25 | pll_output; /* PLLCFGR: M = 1, N, R = 2 */
    stm32_change(stm32_register(rcc, 0x00u), 0, pll_on);
    stm32_await(stm32_register(rcc, 0x00u), pll_ready, pll_ready);
    stm32_change(stm32_register(rcc, 0x08u), 3u, source_pll); /* CFGR: SW */
    stm32_await(stm32_register(rcc, 0x08u), 3u << 2, source_pll << 2);

    stm32_await(stm32_register(icache, 0x04u), 1u, 0); /* SR: the reset's invalidation */
    stm32_change(stm32_register(icache, 0x00u), 0, cache_on);
}

const char *bench_board_start(void)
{
    const uint32_t lpuart_function = 8u;
    start_clock();
    stm32_change(stm32_register(pwr, 0x04u), 0, 1u << 9);  /* CR2: IOSV, the supply of port G */
    stm32_change(stm32_register(rcc, 0x4Cu), 0, 1u << 6);  /* AHB2ENR: GPIOGEN */
    stm32_change(stm32_register(rcc, 0x88u), 3u << 10, 1u << 10); /* CCIPR1: LPUART1 from the system clock */
    stm32_change(stm32_register(rcc, 0x5Cu), 0, 1u << 0);  /* APB1ENR2: LPUART1EN */
    (void)*stm32_register(rcc, 0x5Cu);
    stm32_alternate_function(gpiog, 7, lpuart_function);
    stm32_alternate_function(gpiog, 8, lpuart_function);
    stm32_usart_start(lpuart1, (uint32_t)((UINT64_C(256) * CLOCK + LINE_BAUD / 2) / LINE_BAUD));
    return MICRONAS_BENCH_BOARD;
}

int32_t bench_board_read(void)
{
    return stm32_usart_read(lpuart1);
}

void bench_board_write(const uint8_t *bytes, int32_t count)
{
    stm32_usart_write(lpuart1, bytes, count);
}

uint32_t bench_board_counter(void)
{
    return board_ticks();
}

uint32_t bench_board_clock(void)
{
    return CLOCK;
}
