/* What the STM32 boards share: registers by address, and a UART's loop. Names and bits are those of ST's reference manuals. */
#ifndef MICRONAS_BENCH_STM32_H
#define MICRONAS_BENCH_STM32_H

#include <stdint.h>

enum { LINE_BAUD = 115200 };

static inline volatile uint32_t *stm32_register(uint32_t base, uint32_t offset)
{
    return (volatile uint32_t *)(uintptr_t)(base + offset);
}

static inline void stm32_change(volatile uint32_t *address, uint32_t clear, uint32_t set)
{
    *address = (*address & ~clear) | set;
}

static inline void stm32_await(volatile const uint32_t *address, uint32_t mask, uint32_t value)
{
    while ((*address & mask) != value) {
    }
}

/* GPIO: MODER, OSPEEDR, AFRL and AFRH. Fast, no pull, alternate function. */
static inline void stm32_alternate_function(uint32_t gpio, uint32_t pin, uint32_t function)
{
    const uint32_t mode_alternate = 2u, speed_fast = 2u;
    stm32_change(stm32_register(gpio, 0x20u + 4u * (pin / 8u)), 0xFu << (4u * (pin % 8u)), function << (4u * (pin % 8u)));
    stm32_change(stm32_register(gpio, 0x08u), 3u << (2u * pin), speed_fast << (2u * pin));
    stm32_change(stm32_register(gpio, 0x00u), 3u << (2u * pin), mode_alternate << (2u * pin));
}

#endif
