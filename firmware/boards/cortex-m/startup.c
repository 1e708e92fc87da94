/* Reset, vectors and faults of an Armv7-M or Armv8-M core. */
#include <stdint.h>
#include <string.h>

#include "../board.h"

extern uint32_t stack_top[], data_start[], data_end[], data_load[], bss_start[], bss_end[];

int main(void);
void reset_handler(void);

static void fault_handler(void)
{
    board_print("fault: the core took an exception that the firmware does not expect\n");
    board_exit(70);
}

typedef void (*vector)(void);

__attribute__((section(".vectors"), used)) static const struct {
    uint32_t *stack;
    vector handlers[15];
} vectors = {
    stack_top,
    {reset_handler, fault_handler, fault_handler, fault_handler, fault_handler, fault_handler, fault_handler, 0, 0, 0,
     fault_handler, fault_handler, 0, fault_handler, fault_handler},
};

void reset_handler(void)
{
#if defined(__ARM_FP)
    /* Full access to the FPU's coprocessors 10 and 11, before any compiled code may use its registers. */
    volatile uint32_t *const cpacr = (volatile uint32_t *)0xE000ED88u;
    *cpacr |= 0xFu << 20;
    __asm__ volatile("dsb\n\tisb" ::: "memory");
#endif
    memcpy(data_start, data_load, (size_t)((uint8_t *)data_end - (uint8_t *)data_start));
    memset(bss_start, 0, (size_t)((uint8_t *)bss_end - (uint8_t *)bss_start));
    board_start();
    board_exit(main());
}
