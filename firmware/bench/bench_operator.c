#include "bench_operator.h"

#include <stdbool.h>

#include "bench_constants.h"
#include "bench_frame.h"

enum {
    PARAMETERS = 11,
    LARGEST_COLUMN_KERNEL = 16,
    MOST_PACKED_WORDS = 4080,
    SEGMENT_BYTES = 20, /* micronas_segment */
    SWEEP_BYTES = 28,   /* micronas_packed_sweep */
    PACKED_WORD_BYTES = 8,
    CHANNELS_4_BYTES = 16 /* four channels of two pixels, widened */
};

/* Indices of what can be wrong, as the answer names them. */
enum { WRONG_REPETITIONS = 16, WRONG_PARTS, WRONG_FLAGS, WRONG_OUTPUT };

static bench_refusal refuse(bench_status status, uint32_t first, uint32_t second)
{
    return (bench_refusal){status, {first, second}};
}

static int32_t output_length(int32_t length, int32_t stride)
{
    return (length + stride - 1) / stride;
}

int32_t bench_padding_before(int32_t length, int32_t output_length, int32_t kernel, int32_t stride)
{
    const int32_t total = (output_length - 1) * stride + kernel - length;
    return total > 0 ? total / 2 : 0;
}

static bool equal_shapes(bench_shape left, bench_shape right)
{
    return left.time == right.time && left.sensors == right.sensors && left.channels == right.channels;
}

static int64_t elements(bench_shape shape)
{
    return (int64_t)shape.time * shape.sensors * shape.channels;
}

/* What micronas_packed.h sees: the axis that the kernel runs along. */
typedef struct {
    int32_t taps, positions, kernel, stride, padding;
} kernel_axis;

static kernel_axis axis_of(const bench_operator *operator)
{
    kernel_axis axis = {operator->input.time, operator->output.time, operator->kernel_time, operator->stride_time, 0};
    if (operator->kernel_time == 1) {
        axis.taps = operator->input.sensors;
        axis.positions = operator->output.sensors;
        axis.kernel = operator->kernel_sensors;
        axis.stride = operator->stride_sensors;
    }
    axis.padding = bench_padding_before(axis.taps, axis.positions, axis.kernel, axis.stride);
    return axis;
}

/* Spans of the kernel; a span is the inputs of two neighbouring outputs. */
static int64_t packed_pairs(kernel_axis axis)
{
    return ((int64_t)axis.kernel + 2 * axis.stride - 1) / (2 * axis.stride);
}

/* Words of weights of a pair of channels, at most. */
static int64_t packed_words(kernel_axis axis, int32_t channels)
{
    return packed_pairs(axis) * axis.stride * channels;
}

/* Lines run along the kernel; only an odd last one can be cut into halves. */
static bool splits_odd_line(const bench_operator *operator)
{
    const int32_t lines = operator->kernel_time == 1 ? operator->output.time : operator->output.sensors;
    return !operator->split_last || lines % 2 == 1;
}

static bool takes_lines(const bench_operator *operator)
{
    return splits_odd_line(operator) && (operator->kernel_time == 1 || operator->kernel_sensors == 1) && operator->input.channels % 4 == 0 && operator->output.channels >= 2;
}

static bool takes_packed(const bench_operator *operator)
{
    const kernel_axis axis = axis_of(operator);
    return takes_lines(operator) && operator->output.channels % 2 == 0 && operator->quick && axis.kernel >= 2 && axis.padding < axis.kernel
        && packed_words(axis, operator->input.channels) <= MOST_PACKED_WORDS;
}

/* What micronas_runtime.h asks of each kernel. */
static bool kernel_takes(const bench_operator *operator)
{
    switch (operator->kernel) {
    case BENCH_PLAIN:
        return true;
    case BENCH_LINES:
        return takes_lines(operator);
    case BENCH_PIXELS:
        return takes_lines(operator) && operator->kernel_time == 1 && operator->kernel_sensors == 1 && operator->stride_time == 1
            && operator->stride_sensors == 1;
    case BENCH_PATCHES:
        return operator->output.channels >= 2;
    case BENCH_COLUMN:
        return operator->input.channels == 1 && operator->kernel_sensors == 1 && operator->kernel_time <= LARGEST_COLUMN_KERNEL;
    case BENCH_PACKED:
        return takes_packed(operator);
    }
    return false;
}

static bench_refusal check_convolution(const bench_operator *operator)
{
    if (operator->output.time != output_length(operator->input.time, operator->stride_time)
        || operator->output.sensors != output_length(operator->input.sensors, operator->stride_sensors)) {
        return refuse(BENCH_BAD_PARAMETER, WRONG_OUTPUT, 0);
    }
    if (operator->kernel > BENCH_PACKED) {
        return refuse(BENCH_UNKNOWN_KERNEL, (uint32_t)operator->kernel, 0);
    }
    const int64_t filter = (int64_t)operator->kernel_time * operator->kernel_sensors * operator->input.channels;
    if (filter > BENCH_MOST_FILTER || filter * operator->output.channels > BENCH_WEIGHTS) {
        const int64_t weights = filter * operator->output.channels;
        return refuse(BENCH_WEIGHTS_TOO_MANY, weights > UINT32_MAX ? UINT32_MAX : (uint32_t)weights, BENCH_WEIGHTS);
    }
    if (elements(operator->output) > BENCH_MOST_PRODUCTS || elements(operator->output) * filter > BENCH_MOST_PRODUCTS) {
        return refuse(BENCH_TOO_MANY_PRODUCTS, (uint32_t)BENCH_MOST_PRODUCTS, 0);
    }
    return refuse(kernel_takes(operator) ? BENCH_OK : BENCH_KERNEL_REFUSES, (uint32_t)operator->kernel, 0);
}

static bench_refusal check_kind(const bench_operator *operator)
{
    const bench_shape one_pixel = {1, 1, operator->input.channels};
    bool fits = false;
    switch (operator->kind) {
    case BENCH_CONVOLUTION:
        return check_convolution(operator);
    case BENCH_ADD:
        fits = equal_shapes(operator->input, operator->output);
        break;
    case BENCH_GLOBAL_AVERAGE_POOL:
        fits = equal_shapes(operator->output, one_pixel);
        break;
    case BENCH_SOFTMAX:
        fits = equal_shapes(operator->input, one_pixel) && equal_shapes(operator->output, one_pixel);
        break;
    default:
        return refuse(BENCH_UNKNOWN_OPERATOR, (uint32_t)operator->kind, 0);
    }
    if (elements(operator->input) > BENCH_MOST_PRODUCTS) {
        return refuse(BENCH_TOO_MANY_PRODUCTS, (uint32_t)BENCH_MOST_PRODUCTS, 0);
    }
    return refuse(fits ? BENCH_OK : BENCH_BAD_PARAMETER, WRONG_OUTPUT, 0);
}

bench_refusal bench_read_operator(const uint8_t *bytes, bench_operator *operator)
{
    int32_t parameters[PARAMETERS];
    for (uint32_t i = 0; i < PARAMETERS; i++) {
        parameters[i] = bench_read_u16(bytes + 6 + 2 * i);
    }
    *operator = (bench_operator){
        .kind = (bench_operator_kind)bytes[0],
        .kernel = (bench_kernel)bytes[1],
        .repetitions = bytes[2],
        .parts = bytes[3],
        .split_last = (bytes[4] & BENCH_SPLIT_LAST) != 0,
        .quick = (bytes[4] & BENCH_QUICK) != 0,
        .input = {parameters[0], parameters[1], parameters[2]},
        .output = {parameters[3], parameters[4], parameters[5]},
        .kernel_time = parameters[6],
        .kernel_sensors = parameters[7],
        .stride_time = parameters[8],
        .stride_sensors = parameters[9],
        .rows = parameters[10],
        .seed = bench_read_u32(bytes + 6 + 2 * PARAMETERS),
    };
    for (uint32_t i = 0; i < PARAMETERS; i++) {
        if (parameters[i] < 1) {
            return refuse(BENCH_BAD_PARAMETER, i, 0);
        }
    }
    if (operator->repetitions < 1 || operator->repetitions > BENCH_MOST_REPETITIONS) {
        return refuse(BENCH_BAD_PARAMETER, WRONG_REPETITIONS, 0);
    }
    if (operator->parts < 1) {
        return refuse(BENCH_BAD_PARAMETER, WRONG_PARTS, 0);
    }
    if ((bytes[4] & ~(BENCH_SPLIT_LAST | BENCH_QUICK)) != 0 || bytes[5] != 0) {
        return refuse(BENCH_BAD_PARAMETER, WRONG_FLAGS, 0);
    }
    if (operator->input.channels > BENCH_MOST_CHANNELS || operator->output.channels > BENCH_MOST_CHANNELS) {
        return refuse(BENCH_BAD_PARAMETER, operator->input.channels > BENCH_MOST_CHANNELS ? 2 : 5, BENCH_MOST_CHANNELS);
    }
    return check_kind(operator);
}

static int64_t aligned(int64_t bytes)
{
    return (bytes + 15) / 16 * 16;
}

static int64_t lines_bytes(const bench_operator *operator)
{
    const kernel_axis axis = axis_of(operator);
    const int64_t half_taps = ((int64_t)(axis.positions + 1) / 2 - 1) * axis.stride + axis.kernel;
    const int64_t row_taps = operator->split_last && half_taps > axis.taps ? half_taps : axis.taps;
    return (axis.positions + 1) * (int64_t)SEGMENT_BYTES + aligned(operator->input.channels)
        + (axis.kernel + operator->rows * row_taps) * (operator->input.channels / 4) * CHANNELS_4_BYTES;
}

static int64_t packed_bytes(const bench_operator *operator)
{
    const kernel_axis axis = axis_of(operator);
    const int64_t half = ((int64_t)axis.positions + 1) / 2;
    const int64_t whole_sweeps = axis.positions / 2 + 1;
    const int64_t half_sweeps = half / 2 + 1;
    const int64_t sweeps = whole_sweeps + 1 + (operator->split_last ? half_sweeps + 1 : 0);
    const int64_t most_sweeps = whole_sweeps > half_sweeps ? whole_sweeps : half_sweeps;
    const int64_t row_words = (most_sweeps + packed_pairs(axis) - 1) * axis.stride * operator->input.channels;
    return sweeps * SWEEP_BYTES + 2 * operator->input.channels
        + (packed_words(axis, operator->input.channels) + operator->rows * row_words) * PACKED_WORD_BYTES;
}

static int64_t patches_bytes(const bench_operator *operator)
{
    const int64_t groups = ((int64_t)operator->kernel_time * operator->kernel_sensors * operator->input.channels + 3) / 4;
    return aligned(8 * groups) + (1 + operator->rows) * groups * CHANNELS_4_BYTES;
}

static int64_t column_bytes(const bench_operator *operator)
{
    const int64_t even_taps = operator->kernel_time <= 8 ? 8 : (operator->kernel_time + 1) / 2 * 2;
    return 2 * (operator->output.channels * even_taps + (operator->rows - 1) * (int64_t)operator->stride_time + even_taps);
}

int64_t bench_scratch_bytes(const bench_operator *operator)
{
    if (operator->kind != BENCH_CONVOLUTION) {
        return 0;
    }
    switch (operator->kernel) {
    case BENCH_PLAIN:
        return 0;
    case BENCH_LINES:
        return lines_bytes(operator);
    case BENCH_PIXELS:
        return (1 + operator->rows) * (int64_t)(operator->input.channels / 4) * CHANNELS_4_BYTES;
    case BENCH_PATCHES:
        return patches_bytes(operator);
    case BENCH_COLUMN:
        return column_bytes(operator);
    case BENCH_PACKED: {
        /* A runtime compiled for size runs the other. */
        const int64_t packed = packed_bytes(operator);
        const int64_t lines = lines_bytes(operator);
        return packed > lines ? packed : lines;
    }
    }
    return 0;
}
