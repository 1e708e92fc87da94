/*
 * Text of real boards through the ITM's stimulus port 0: it needs no clock tree and no pins of the firmware's, and semihosting
 * would stop a core that no debugger watches.
 */
#include "../board.h"

static volatile uint32_t *const stimulus = (volatile uint32_t *)0xE0000000u;
static volatile const uint32_t *const trace_enable = (volatile const uint32_t *)0xE0000E00u;
static volatile const uint32_t *const trace_control = (volatile const uint32_t *)0xE0000E80u;

void board_print(const char *text)
{
    /* The debugger enables the ITM and its port when it listens. */
    if ((*trace_control & 1u) == 0 || (*trace_enable & 1u) == 0) {
        return;
    }
    for (; *text != '\0'; text++) {
        while ((*stimulus & 1u) == 0) {
        }
        *(volatile uint8_t *)stimulus = (uint8_t)*text;
    }
}

_Noreturn void board_exit(int status)
{
    board_print("exit ");
    board_print_integer(status);
    board_print("\n");
    for (;;) {
        __asm__ volatile("wfi");
    }
}
