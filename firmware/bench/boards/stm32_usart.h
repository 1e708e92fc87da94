/* The USART and LPUART of newer STM32 (L5, H7): CR1, BRR, ISR, ICR, RDR, TDR. */
#ifndef MICRONAS_BENCH_STM32_USART_H
#define MICRONAS_BENCH_STM32_USART_H

#include "stm32.h"

static inline void stm32_usart_start(uint32_t usart, uint32_t baud_divider)
{
    const uint32_t enable = 1u << 0, receive = 1u << 2, transmit = 1u << 3, queue = 1u << 29;
    *stm32_register(usart, 0x00u) = 0;
    *stm32_register(usart, 0x0Cu) = baud_divider;
    *stm32_register(usart, 0x00u) = queue | receive | transmit;
    *stm32_register(usart, 0x00u) = queue | receive | transmit | enable;
}

static inline int32_t stm32_usart_read(uint32_t usart)
{
    const uint32_t overrun = 1u << 3, received = 1u << 5;
    const uint32_t state = *stm32_register(usart, 0x1Cu);
    /* Without clearing it nothing more would be received. */
    if ((state & overrun) != 0) {
        *stm32_register(usart, 0x20u) = overrun;
    }
    return (state & received) != 0 ? (int32_t)(*stm32_register(usart, 0x24u) & 0xFFu) : -1;
}

static inline void stm32_usart_write(uint32_t usart, const uint8_t *bytes, int32_t count)
{
    const uint32_t transmit_has_room = 1u << 7;
    for (int32_t i = 0; i < count; i++) {
        stm32_await(stm32_register(usart, 0x1Cu), transmit_has_room, transmit_has_room);
        *stm32_register(usart, 0x28u) = bytes[i];
    }
}

#endif
