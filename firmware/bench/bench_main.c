/* Bare metal: the startup code of firmware/boards has set up memory and the counter. */
#include "bench_board.h"

int main(void)
{
    bench_run();
    return 0;
}
