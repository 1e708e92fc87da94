#include "bench_measure.h"

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

#include "bench_board.h"
#include "bench_constants.h"
#include "bench_frame.h"
#include "micronas_runtime.h"
#if defined(MICRONAS_BENCH_MODEL)
#include MICRONAS_BENCH_MODEL_HEADER
#endif

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) ((void)0)
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)0)
#endif

enum { ALIGNMENT = 16 };

static alignas(ALIGNMENT) int8_t arena[MICRONAS_BENCH_ARENA];
static uint32_t counter_cost;

/* Where an operator's tensors lie. */
typedef struct {
    int8_t *input, *second_input, *output;
    uint8_t *parts;
    void *scratch;
} operator_buffers;

typedef struct {
    int64_t used;
} arena_use;

static int64_t elements(bench_shape shape)
{
    return (int64_t)shape.time * shape.sensors * shape.channels;
}

/* Null where the arena is full; then `used` says how much it would take. Under the sanitizer nothing but what was taken may be touched. */
static void *take(arena_use *allocation, int64_t bytes)
{
    const int64_t begin = allocation->used;
    allocation->used += (bytes + 2 * ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (allocation->used > MICRONAS_BENCH_ARENA) {
        return NULL;
    }
    ASAN_UNPOISON_MEMORY_REGION(arena + begin, (size_t)bytes);
    return arena + begin;
}

static bench_refusal lay_out(const bench_operator *operator, operator_buffers *buffers, uint32_t *used)
{
    arena_use allocation = {0};
    ASAN_POISON_MEMORY_REGION(arena, sizeof arena);
    buffers->input = take(&allocation, elements(operator->input));
    buffers->second_input = take(&allocation, operator->kind == BENCH_ADD ? elements(operator->input) : 0);
    buffers->output = take(&allocation, elements(operator->output));
    buffers->parts = take(&allocation, operator->kernel == BENCH_PACKED ? operator->output.channels / 2 : 0);
    buffers->scratch = take(&allocation, bench_scratch_bytes(operator));
    *used = allocation.used > UINT32_MAX ? UINT32_MAX : (uint32_t)allocation.used;
    const bench_status status = allocation.used > MICRONAS_BENCH_ARENA ? BENCH_ARENA_TOO_SMALL : BENCH_OK;
    return (bench_refusal){status, {*used, MICRONAS_BENCH_ARENA}};
}

static void fill(int8_t *values, int64_t count, uint32_t *random_state)
{
    for (int64_t i = 0; i < count; i++) {
        *random_state = *random_state * 1664525u + 1013904223u; /* Numerical Recipes */
        values[i] = (int8_t)((int32_t)(*random_state >> 8 & 0xffu) - 128);
    }
}

static void nothing(void)
{
    __asm__ volatile("");
}

void bench_calibrate(void)
{
    counter_cost = UINT32_MAX;
    for (int32_t i = 0; i < BENCH_MOST_REPETITIONS; i++) {
        const uint32_t begin = bench_board_counter();
        nothing();
        const uint32_t cost = bench_board_counter() - begin;
        counter_cost = cost < counter_cost ? cost : counter_cost;
    }
}

static uint32_t run_convolution(const bench_operator *operator, const operator_buffers *buffers)
{
    static micronas_convolution_kernel *const kernels[] = {
        [BENCH_PLAIN] = micronas_convolve_plain,     [BENCH_LINES] = micronas_convolve_lines,
        [BENCH_PIXELS] = micronas_convolve_pixels,   [BENCH_PATCHES] = micronas_convolve_patches,
        [BENCH_COLUMN] = micronas_convolve_column,   [BENCH_PACKED] = micronas_convolve_packed,
    };
    micronas_convolution_kernel *const kernel = kernels[operator->kernel];
    const micronas_convolution convolution = {
        .input_height = operator->input.time, .input_width = operator->input.sensors, .input_channels = operator->input.channels,
        .output_height = operator->output.time, .output_width = operator->output.sensors, .output_channels = operator->output.channels,
        .kernel_height = operator->kernel_time, .kernel_width = operator->kernel_sensors,
        .stride_height = operator->stride_time, .stride_width = operator->stride_sensors,
        .padding_top = bench_padding_before(operator->input.time, operator->output.time, operator->kernel_time, operator->stride_time),
        .padding_left =
            bench_padding_before(operator->input.sensors, operator->output.sensors, operator->kernel_sensors, operator->stride_sensors),
        .input_offset = 128, .output_offset = -128, .activation_minimum = -128, .activation_maximum = 127,
        .rows = operator->rows, .split_last = operator->split_last, .quick = operator->quick,
        .weights = bench_weights, .bias = bench_bias, .multiplier = bench_multiplier, .shift = bench_shift, .parts = buffers->parts,
    };

    const uint32_t begin = bench_board_counter();
    kernel(&convolution, buffers->input, buffers->output, buffers->scratch);
    return bench_board_counter() - begin;
}

static uint32_t run_add(const bench_operator *operator, const operator_buffers *buffers)
{
    const micronas_addition addition = {
        .elements = (int32_t)elements(operator->input),
        .left_offset = 128, .right_offset = 128, .output_offset = -128,
        .left = {1073741824, 0}, .right = {1610612736, -1}, .output = {1342177280, -18},
        .activation_minimum = -128, .activation_maximum = 127, .quick = operator->quick,
    };
    const uint32_t begin = bench_board_counter();
    micronas_add(&addition, buffers->input, buffers->second_input, buffers->output);
    return bench_board_counter() - begin;
}

static uint32_t run_pool(const bench_operator *operator, const operator_buffers *buffers)
{
    const micronas_pooling pooling = {
        .input_height = operator->input.time, .input_width = operator->input.sensors, .channels = operator->input.channels,
        .output_height = 1, .output_width = 1,
        .kernel_height = operator->input.time, .kernel_width = operator->input.sensors, .stride_height = 1, .stride_width = 1,
        .activation_minimum = -128, .activation_maximum = 127,
    };
    const uint32_t begin = bench_board_counter();
    micronas_average_pool(&pooling, buffers->input, buffers->output);
    return bench_board_counter() - begin;
}

static uint32_t run_softmax(const bench_operator *operator, const operator_buffers *buffers)
{
    /* Logits of scale 1/8: every class counts, as in the worst case. */
    const micronas_softmax_rows softmax = {
        .rows = 1, .classes = operator->input.channels, .multiplier = 1073741824, .left_shift = 24, .difference_minimum = -248};
    const uint32_t begin = bench_board_counter();
    micronas_softmax(&softmax, buffers->input, buffers->output);
    return bench_board_counter() - begin;
}

static uint32_t run(const bench_operator *operator, const operator_buffers *buffers)
{
    uint32_t count = 0;
    switch (operator->kind) {
    case BENCH_CONVOLUTION:
        count = run_convolution(operator, buffers);
        break;
    case BENCH_ADD:
        count = run_add(operator, buffers);
        break;
    case BENCH_GLOBAL_AVERAGE_POOL:
        count = run_pool(operator, buffers);
        break;
    case BENCH_SOFTMAX:
        count = run_softmax(operator, buffers);
        break;
    }
    return count > counter_cost ? count - counter_cost : 0;
}

static void sort(uint32_t *counts, int32_t count)
{
    for (int32_t i = 1; i < count; i++) {
        const uint32_t value = counts[i];
        int32_t place = i;
        for (; place > 0 && counts[place - 1] > value; place--) {
            counts[place] = counts[place - 1];
        }
        counts[place] = value;
    }
}

static void summarize(uint32_t *readings, int32_t count, bench_counts *counts)
{
    sort(readings, count);
    counts->minimum = readings[0];
    counts->median = readings[(count - 1) / 2];
    counts->maximum = readings[count - 1];
}

bench_refusal bench_measure(const bench_operator *operator, bench_counts *counts)
{
    operator_buffers buffers;
    const bench_refusal refusal = lay_out(operator, &buffers, &counts->arena_bytes);
    if (refusal.status != BENCH_OK) {
        return refusal;
    }
    uint32_t random_state = operator->seed;
    fill(buffers.input, elements(operator->input), &random_state);
    if (operator->kind == BENCH_ADD) {
        fill(buffers.second_input, elements(operator->input), &random_state);
    }
    if (operator->kernel == BENCH_PACKED) {
        memset(buffers.parts, operator->parts, (size_t)operator->output.channels / 2);
    }

    uint32_t readings[BENCH_MOST_REPETITIONS] = {0};
    for (int32_t i = 0; i < operator->repetitions; i++) {
        readings[i] = run(operator, &buffers);
    }
    summarize(readings, operator->repetitions, counts);
    counts->output_checksum = bench_checksum(0, (const uint8_t *)buffers.output, (int32_t)elements(operator->output));
    return refusal;
}

#if defined(MICRONAS_BENCH_MODEL)
#define JOIN_EXPANDED(left, right) left##right
#define JOIN(left, right) JOIN_EXPANDED(left, right)
#define MODEL(suffix) JOIN(MICRONAS_BENCH_MODEL, suffix)

_Static_assert(MICRONAS_BENCH_MODEL_ARENA <= MICRONAS_BENCH_ARENA, "the model's arena is larger than the bench firmware's: raise MICRONAS_BENCH_ARENA");

bench_refusal bench_run_model(uint32_t model_id, int32_t repetitions, bench_counts *counts)
{
    static int8_t window[MICRONAS_BENCH_MODEL_INPUT];
    static MODEL(_model) model;
    int8_t probabilities[MICRONAS_BENCH_MODEL_CLASSES];
    uint32_t readings[BENCH_MOST_REPETITIONS] = {0};
    if (model_id != MICRONAS_BENCH_MODEL_ID) {
        return (bench_refusal){BENCH_NO_MODEL, {MICRONAS_BENCH_MODEL_ID, 0}};
    }
    if (repetitions < 1 || repetitions > BENCH_MOST_REPETITIONS) {
        return (bench_refusal){BENCH_BAD_PARAMETER, {0, 0}};
    }
    ASAN_UNPOISON_MEMORY_REGION(arena, sizeof arena);
    uint32_t random_state = 1;
    fill(window, MICRONAS_BENCH_MODEL_INPUT, &random_state);
    if (MODEL(_init)(&model, arena, sizeof arena) != MICRONAS_OK) {
        return (bench_refusal){BENCH_ARENA_TOO_SMALL, {MICRONAS_BENCH_MODEL_ARENA, MICRONAS_BENCH_ARENA}};
    }
    for (int32_t i = 0; i < repetitions; i++) {
        int32_t class_index = 0;
        const uint32_t begin = bench_board_counter();
        const micronas_status status = MODEL(_run_quantized)(&model, window, probabilities, &class_index);
        const uint32_t count = bench_board_counter() - begin;
        if (status != MICRONAS_OK) {
            return (bench_refusal){BENCH_KERNEL_REFUSES, {(uint32_t)status, 0}};
        }
        readings[i] = count > counter_cost ? count - counter_cost : 0;
    }
    summarize(readings, repetitions, counts);
    counts->output_checksum = bench_checksum(0, (const uint8_t *)probabilities, MICRONAS_BENCH_MODEL_CLASSES);
    counts->arena_bytes = MICRONAS_BENCH_MODEL_ARENA;
    return (bench_refusal){BENCH_OK, {0, 0}};
}
#else
bench_refusal bench_run_model(uint32_t model, int32_t repetitions, bench_counts *counts)
{
    (void)model;
    (void)repetitions;
    (void)counts;
    return (bench_refusal){BENCH_NO_MODEL, {0, 0}};
}
#endif
