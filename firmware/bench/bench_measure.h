/* Runs an operator a few times and counts. */
#ifndef MICRONAS_BENCH_MEASURE_H
#define MICRONAS_BENCH_MEASURE_H

#include "bench_operator.h"

/* Bytes of the arena: tensors and scratch of one operator. */
#ifndef MICRONAS_BENCH_ARENA
#define MICRONAS_BENCH_ARENA 65536
#endif

typedef struct {
    uint32_t minimum, median, maximum; /* what bench_board_counter counts, less what reading it costs */
    uint32_t output_checksum; /* CRC-32 of the output: who knows the seed can check it */
    uint32_t arena_bytes;     /* used */
} bench_counts;

/* What two readings of the counter cost by themselves; call it once, before bench_measure. */
void bench_calibrate(void);

/* An operator that bench_read_operator took. */
bench_refusal bench_measure(const bench_operator *operator, bench_counts *counts);

/* The model that was linked in, MICRONAS_BENCH_MODEL; refused where it is another one, or none. */
bench_refusal bench_run_model(uint32_t model, int32_t repetitions, bench_counts *counts);

#endif
