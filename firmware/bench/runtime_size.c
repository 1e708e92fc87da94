/* The smallest firmware that runs the generated model `bench`: what it occupies beside the model's constants is the size of the code. */
#include <stdalign.h>

#include "bench_model.h"

static alignas(16) int8_t arena[BENCH_ARENA_SIZE];
static int8_t window[BENCH_INPUT_SIZE];
static int8_t probabilities[BENCH_CLASSES];

int main(void)
{
    bench_model model;
    int32_t class_index = 0;
    micronas_status status = bench_init(&model, arena, sizeof arena);
    if (status == MICRONAS_OK) {
        status = bench_run_quantized(&model, window, probabilities, &class_index);
    }
    return status == MICRONAS_OK ? (int)class_index : -1;
}
