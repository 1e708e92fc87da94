/* Text and exit of the emulator's boards, by semihosting. */
#include "../board.h"

enum { SEMIHOSTING_WRITE0 = 0x04, SEMIHOSTING_EXIT_EXTENDED = 0x20 };

static uint32_t semihosting(uint32_t operation, const void *argument)
{
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

void board_print(const char *text)
{
    semihosting(SEMIHOSTING_WRITE0, text);
}

_Noreturn void board_exit(int status)
{
    const uint32_t stopped_application_exit = 0x20026u;
    const uint32_t block[2] = {stopped_application_exit, (uint32_t)status};
    semihosting(SEMIHOSTING_EXIT_EXTENDED, block);
    for (;;) {
    }
}
