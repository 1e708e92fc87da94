/*
 * Reset, vectors and faults of an Armv6-M, Armv7-M or Armv8-M core. MICRONAS_INTERRUPTS, the peripherals' interrupt lines of the
 * microcontroller, comes from the compiler's command line.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "../board.h"

enum { CORE_EXCEPTIONS = 16 };

extern uint32_t stack_top[], data_start[], data_end[], data_load[], bss_start[], bss_end[];

int main(void);
void reset_handler(void);

static void fault_handler(void)
{
    board_print("fault: the core took an exception that the firmware does not expect\n");
    board_exit(70);
}

__attribute__((weak)) void board_interrupt(int32_t number)
{
    board_print("interrupt without a handler: ");
    board_print_integer(number);
    board_print("\n");
    board_exit(71);
}

static void interrupt_handler(void)
{
    uint32_t exception;
    __asm__ volatile("mrs %0, ipsr" : "=r"(exception));
    board_interrupt((int32_t)(exception & 0x1FFu) - CORE_EXCEPTIONS);
}

typedef void (*vector)(void);

typedef struct {
    uint32_t *stack;
    vector core[CORE_EXCEPTIONS - 1];
    vector peripherals[MICRONAS_INTERRUPTS];
} vector_table;

__attribute__((section(".vectors"), used)) static const vector_table vectors = {
    stack_top,
    {reset_handler, fault_handler, fault_handler, fault_handler, fault_handler, fault_handler, fault_handler, 0, 0, 0,
     interrupt_handler, fault_handler, 0, interrupt_handler, interrupt_handler},
    {[0 ... MICRONAS_INTERRUPTS - 1] = interrupt_handler},
};

/*
 * The C library's are unrolled for speed: half a kilobyte, more than what firmware of this size gains from it. The empty assembly keeps
 * compilers from making calls of themselves of the loops. Where the core takes no unaligned word, the copy of one would be such a call.
 */
typedef struct {
    uint32_t value;
} __attribute__((packed, may_alias)) unaligned_word;

void *memcpy(void *restrict destination, const void *restrict source, size_t size)
{
    uint8_t *to = destination;
    const uint8_t *from = source;
#if defined(__ARM_FEATURE_UNALIGNED)
    for (; size >= sizeof(unaligned_word); size -= sizeof(unaligned_word)) {
        *(unaligned_word *)to = *(const unaligned_word *)from;
        to += sizeof(unaligned_word);
        from += sizeof(unaligned_word);
        __asm__ volatile("" ::: "memory");
    }
#endif
    for (; size > 0; size--) {
        *to++ = *from++;
        __asm__ volatile("" ::: "memory");
    }
    return destination;
}

void *memset(void *destination, int value, size_t size)
{
    uint8_t *to = destination;
    const uint32_t byte = (uint8_t)value;
#if defined(__ARM_FEATURE_UNALIGNED)
    for (; size >= sizeof(unaligned_word); size -= sizeof(unaligned_word)) {
        ((unaligned_word *)to)->value = byte * 0x01010101u;
        to += sizeof(unaligned_word);
        __asm__ volatile("" ::: "memory");
    }
#endif
    for (; size > 0; size--) {
        *to++ = (uint8_t)byte;
        __asm__ volatile("" ::: "memory");
    }
    return destination;
}

void reset_handler(void)
{
#if !defined(__ARM_ARCH_6M__)
    /* A bootloader may have left its own table, and flash may be mapped at 0 too. */
    const vector_table *volatile *const vector_table_offset = (const vector_table *volatile *)0xE000ED08u;
    *vector_table_offset = &vectors;
#endif
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
    /* Full access to coprocessors 10 and 11, the FPU and MVE, before any compiled code may use their registers. */
    volatile uint32_t *const cpacr = (volatile uint32_t *)0xE000ED88u;
    *cpacr |= 0xFu << 20;
#endif
    __asm__ volatile("dsb\n\tisb" ::: "memory");
    memcpy(data_start, data_load, (uintptr_t)data_end - (uintptr_t)data_start);
    memset(bss_start, 0, (uintptr_t)bss_end - (uintptr_t)bss_start);
    board_start();
    board_exit(main());
}
