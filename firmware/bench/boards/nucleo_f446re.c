/*
 * Nucleo-F446RE: 180 MHz from the internal oscillator, flash with five wait states, prefetch and both caches of the accelerator; USART2 (PA2,
 * PA3), which the ST-LINK shows as a serial port. Registers after RM0390. Not run on a board by us.
 */
#include "../../boards/board.h"
#include "../bench_board.h"
#include "stm32.h"

enum { CLOCK = 180000000, PERIPHERAL_CLOCK = 45000000 };

static const uint32_t rcc = 0x40023800u, pwr = 0x40007000u, flash = 0x40023C00u, gpioa = 0x40020000u, usart2 = 0x40004400u;

/* PLL: 16 MHz / 8 * 180 / 2; APB1 a quarter, APB2 half of it; over-drive, without which the core ends at 168 MHz. */
static void start_clock(void)
{
    const uint32_t pll_on = 1u << 24, pll_ready = 1u << 25;
    const uint32_t scale_1 = 3u << 14, over_drive = 1u << 16, over_drive_switch = 1u << 17;
    const uint32_t wait_states = 5u, prefetch = 1u << 8, instruction_cache = 1u << 9, data_cache = 1u << 10;
    const uint32_t source_pll = 2u;

    stm32_change(stm32_register(rcc, 0x40u), 0, 1u << 28); /* APB1ENR: PWREN */
    (void)*stm32_register(rcc, 0x40u); /* a peripheral wakes two cycles later */
    stm32_change(stm32_register(pwr, 0x00u), 0, scale_1);
    *stm32_register(rcc, 0x04u) = 8u | 180u << 6 | 0u << 16 | 2u << 28 | 8u << 24; /* PLLCFGR: M, N, P = 2, R, Q; from HSI */
    stm32_change(stm32_register(rcc, 0x00u), 0, pll_on);
    stm32_change(stm32_register(pwr, 0x00u), 0, over_drive);
    stm32_await(stm32_register(pwr, 0x04u), over_drive, over_drive);
    stm32_change(stm32_register(pwr, 0x00u), 0, over_drive_switch);
    stm32_await(stm32_register(pwr, 0x04u), over_drive_switch, over_drive_switch);
    stm32_await(stm32_register(rcc, 0x00u), pll_ready, pll_ready);

    *stm32_register(flash, 0x00u) = wait_states | prefetch | instruction_cache | data_cache;
    stm32_await(stm32_register(flash, 0x00u), 0xFu, wait_states);
    stm32_change(stm32_register(rcc, 0x08u), 0xFCF3u, source_pll | 5u << 10 | 4u << 13); /* CFGR: SW, PPRE1 / 4, PPRE2 / 2 */
    stm32_await(stm32_register(rcc, 0x08u), 3u << 2, source_pll << 2);
}

const char *bench_board_start(void)
{
    const uint32_t usart_function = 7u, enable = 1u << 13, transmit = 1u << 3, receive = 1u << 2;
    start_clock();
    stm32_change(stm32_register(rcc, 0x30u), 0, 1u << 0);  /* AHB1ENR: GPIOAEN */
    stm32_change(stm32_register(rcc, 0x40u), 0, 1u << 17); /* APB1ENR: USART2EN */
    (void)*stm32_register(rcc, 0x40u);
    stm32_alternate_function(gpioa, 2, usart_function);
    stm32_alternate_function(gpioa, 3, usart_function);
    *stm32_register(usart2, 0x08u) = (PERIPHERAL_CLOCK + LINE_BAUD / 2) / LINE_BAUD; /* BRR */
    *stm32_register(usart2, 0x0Cu) = enable | transmit | receive;                    /* CR1 */
    return MICRONAS_BENCH_BOARD;
}

int32_t bench_board_read(void)
{
    const uint32_t received = 1u << 5, overrun = 1u << 3;
    /* Reading SR and then DR also clears an overrun. */
    const uint32_t state = *stm32_register(usart2, 0x00u);
    if ((state & (received | overrun)) == 0) {
        return -1;
    }
    const uint32_t byte = *stm32_register(usart2, 0x04u) & 0xFFu;
    return (state & received) != 0 ? (int32_t)byte : -1;
}

void bench_board_write(const uint8_t *bytes, int32_t count)
{
    const uint32_t transmit_is_empty = 1u << 7;
    for (int32_t i = 0; i < count; i++) {
        stm32_await(stm32_register(usart2, 0x00u), transmit_is_empty, transmit_is_empty);
        *stm32_register(usart2, 0x04u) = bytes[i];
    }
}

uint32_t bench_board_counter(void)
{
    return board_ticks();
}

uint32_t bench_board_clock(void)
{
    return CLOCK;
}
