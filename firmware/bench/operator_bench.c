/*
 * Measures every operator of a generated table on random data and prints "INDEX INSTRUCTIONS" a line, then "end COUNT".
 * The generated header operator_table_sizes.h gives the bytes of the largest input, output, weights and scratch.
 */
#include <stdalign.h>
#include <string.h>

#include "board.h"
#include "micronas_runtime.h"
#include "operator_table.h"
#include "operator_table_sizes.h"

enum { MOST_CHANNELS = 256 };

static alignas(16) int8_t input[OPERATOR_TABLE_INPUT_SIZE];
static alignas(16) int8_t second_input[OPERATOR_TABLE_INPUT_SIZE];
static alignas(16) int8_t output[OPERATOR_TABLE_OUTPUT_SIZE];
static alignas(16) int8_t scratch[OPERATOR_TABLE_SCRATCH_SIZE];
static alignas(16) int8_t weights[OPERATOR_TABLE_WEIGHT_SIZE];
static int32_t bias[MOST_CHANNELS];
static int32_t multiplier[MOST_CHANNELS];
static int8_t shift[MOST_CHANNELS];
static uint8_t parts[MOST_CHANNELS / 2];
static uint32_t random_state = 1;

static uint32_t next_random(void)
{
    random_state = random_state * 1664525u + 1013904223u; /* Numerical Recipes */
    return random_state >> 8;
}

static void fill(int8_t *values, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        values[i] = (int8_t)((int32_t)(next_random() & 0xffu) - 128);
    }
}

/* Rows or columns of SAME padding before the image. */
static int32_t padding_before(int32_t length, int32_t output_length, int32_t kernel, int32_t stride)
{
    const int32_t total = (output_length - 1) * stride + kernel - length;
    return total > 0 ? total / 2 : 0;
}

static uint32_t measure_convolution(const operator_case *shape)
{
    const micronas_convolution convolution = {
        .input_height = shape->input_time, .input_width = shape->input_sensors, .input_channels = shape->input_channels,
        .output_height = shape->output_time, .output_width = shape->output_sensors, .output_channels = shape->output_channels,
        .kernel_height = shape->kernel_time, .kernel_width = shape->kernel_sensors,
        .stride_height = shape->stride_time, .stride_width = shape->stride_sensors,
        .padding_top = padding_before(shape->input_time, shape->output_time, shape->kernel_time, shape->stride_time),
        .padding_left = padding_before(shape->input_sensors, shape->output_sensors, shape->kernel_sensors, shape->stride_sensors),
        .input_offset = 128, .output_offset = -128, .activation_minimum = -128, .activation_maximum = 127,
        .rows = shape->rows, .split_last = shape->split_last, .quick = 1,
        .weights = weights, .bias = bias, .multiplier = multiplier, .shift = shift, .parts = parts,
    };
    memset(parts, shape->parts, sizeof parts);
    fill(weights, shape->output_channels * shape->kernel_time * shape->kernel_sensors * shape->input_channels);
    for (int32_t i = 0; i < shape->output_channels; i++) {
        bias[i] = (int32_t)(next_random() & 0x3fffu) - 0x2000;
        multiplier[i] = (int32_t)(0x40000000u + (next_random() << 6 & 0x3fffffffu));
        shift[i] = -9;
    }

    const uint32_t begin = board_ticks();
    shape->kernel(&convolution, input, output, scratch);
    return board_ticks() - begin;
}

static uint32_t measure_add(const operator_case *shape)
{
    const micronas_addition addition = {
        .elements = shape->input_time * shape->input_sensors * shape->input_channels,
        .left_offset = 128, .right_offset = 128, .output_offset = -128,
        .left = {1073741824, 0}, .right = {1610612736, -1}, .output = {1342177280, -18},
        .activation_minimum = -128, .activation_maximum = 127, .quick = 1,
    };
    fill(second_input, addition.elements);
    const uint32_t begin = board_ticks();
    micronas_add(&addition, input, second_input, output);
    return board_ticks() - begin;
}

static uint32_t measure_pool(const operator_case *shape)
{
    const micronas_pooling pooling = {
        .input_height = shape->input_time, .input_width = shape->input_sensors, .channels = shape->input_channels,
        .output_height = 1, .output_width = 1,
        .kernel_height = shape->input_time, .kernel_width = shape->input_sensors, .stride_height = 1, .stride_width = 1,
        .activation_minimum = -128, .activation_maximum = 127,
    };
    const uint32_t begin = board_ticks();
    micronas_average_pool(&pooling, input, output);
    return board_ticks() - begin;
}

static uint32_t measure_softmax(const operator_case *shape)
{
    /* Logits of scale 1/8: every class counts, as in the worst case. */
    const micronas_softmax_rows softmax = {
        .rows = 1, .classes = shape->input_channels, .multiplier = 1073741824, .left_shift = 24, .difference_minimum = -248};
    const uint32_t begin = board_ticks();
    micronas_softmax(&softmax, input, output);
    return board_ticks() - begin;
}

static uint32_t measure(const operator_case *shape)
{
    fill(input, shape->input_time * shape->input_sensors * shape->input_channels);
    switch (shape->kind) {
    case OPERATOR_CONVOLUTION:
        return measure_convolution(shape);
    case OPERATOR_ADD:
        return measure_add(shape);
    case OPERATOR_GLOBAL_AVERAGE_POOL:
        return measure_pool(shape);
    case OPERATOR_SOFTMAX:
        return measure_softmax(shape);
    }
    return 0;
}

int main(void)
{
    for (int32_t i = 0; i < operator_case_count; i++) {
        board_print_integer(i);
        board_print(" ");
        board_print_integer(board_instructions(measure(&operator_cases[i])));
        board_print("\n");
    }
    board_print("end ");
    board_print_integer(operator_case_count);
    board_print("\n");
    return 0;
}
