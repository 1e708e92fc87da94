/*
 * Runs the golden windows of the generated model `bench`, checks every output byte and counts the instructions of one whole inference
 * (window 0, copies included). Prints "window INDEX equal|DIFFERS", "instructions COUNT", then "end COUNT_OF_WINDOWS"; fails when a byte differs.
 */
#include <stdalign.h>
#include <string.h>

#include "bench_golden.h"
#include "bench_model.h"
#include "board.h"

void profile_begin(void);
void profile_end(void);

static alignas(16) int8_t arena[BENCH_ARENA_SIZE];

/* Marks for the emulator's plugin, which finds them by address: functions that no optimisation removes or merges. */
__attribute__((noinline)) void profile_begin(void)
{
    __asm__ volatile("@ profile begins");
}

__attribute__((noinline)) void profile_end(void)
{
    __asm__ volatile("@ profile ends");
}

int main(void)
{
    bench_model model;
    int32_t different_windows = 0;
    int64_t instructions = 0;
    if (bench_init(&model, arena, sizeof arena) != MICRONAS_OK) {
        board_print("error: the model refused its arena\n");
        return 2;
    }

    for (int32_t i = 0; i < BENCH_GOLDEN_COUNT; i++) {
        int8_t probabilities[BENCH_CLASSES];
        int32_t class_index = 0;
        micronas_status status;
        if (i == 0) {
            const uint32_t begin = board_ticks();
            profile_begin();
            status = bench_run_quantized(&model, bench_golden_inputs[i], probabilities, &class_index);
            profile_end();
            instructions = board_instructions(board_ticks() - begin);
        } else {
            status = bench_run_quantized(&model, bench_golden_inputs[i], probabilities, &class_index);
        }
        const int equal = status == MICRONAS_OK && memcmp(probabilities, bench_golden_outputs[i], BENCH_CLASSES) == 0;
        board_print("window ");
        board_print_integer(i);
        board_print(equal ? " equal\n" : " DIFFERS\n");
        different_windows += !equal;
    }

    board_print("instructions ");
    board_print_integer(instructions);
    board_print("\nend ");
    board_print_integer(BENCH_GOLDEN_COUNT);
    board_print("\n");
    return different_windows == 0 ? 0 : 1;
}
