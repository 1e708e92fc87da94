#include "micronas_flavour.h"
#include "micronas_lines.h"
#include "micronas_packed.h"

#include <string.h>

#if MICRONAS_HAS_MVE

void micronas_convolve_packed(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    micronas_convolve_mve(convolution, input, output, scratch);
}

#elif MICRONAS_SIZE
/* The generator gives enough scratch for both. */
void micronas_convolve_packed(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    micronas_convolve_lines(convolution, input, output, scratch);
}

#elif defined(__ARM_ARCH_6M__) || defined(__ARM_ARCH_8M_BASE__)
/* Without a long multiplication four products in one cost more than four. */
void micronas_convolve_packed(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    micronas_convolve_plain(convolution, input, output, scratch);
}
#else

/* PackedGeometry.cs computes the same, for the scratch and for the proof that no field overflows. */
typedef struct {
    micronas_lines lines;
    int32_t channels;
    int32_t span;   /* taps of a pair of neighbouring outputs' inputs: two strides */
    int32_t pairs;  /* spans of the kernel */
    int32_t lead;   /* zero taps before the kernel, where they bring spans and the image into step */
    int32_t groups; /* runs of C_in weight words, one for each pair and phase of the stride; trailing zeros are left out */
} packed_geometry;

/* The spans of a row of words, and the sweeps over it. */
typedef struct {
    int32_t positions;       /* outputs */
    int32_t first_span, end_span; /* of the words that exist; sweeps leave out the others */
    int32_t sweeps;
    micronas_packed_sweep *list;
} packed_row;

static packed_geometry measure(const micronas_convolution *convolution)
{
    packed_geometry geometry = {.lines = micronas_lines_of(convolution), .channels = convolution->input_channels};
    const int32_t kernel = geometry.lines.kernel;
    geometry.span = 2 * geometry.lines.stride;
    geometry.pairs = (kernel + geometry.span - 1) / geometry.span;
    const int32_t lead = geometry.span - 1 - (geometry.lines.padding + geometry.span - 1) % geometry.span;
    geometry.lead = lead <= geometry.pairs * geometry.span - kernel ? lead : 0;
    const int32_t last_taps = kernel + geometry.lead - (geometry.pairs - 1) * geometry.span;
    geometry.groups = (geometry.pairs - 1) * geometry.lines.stride + micronas_minimum(geometry.lines.stride, last_taps);
    return geometry;
}

/* Whole lines: words outside the image are left out. */
static packed_row measure_line(const packed_geometry *geometry)
{
    const int32_t positions = geometry->lines.positions;
    const int32_t padding = geometry->lines.padding + geometry->lead;
    const int32_t last_span = (geometry->lines.taps - 1 + padding) / geometry->span;
    const int32_t has_half_sweep = positions % 2 == 1 || last_span >= positions / 2;
    packed_row row = {.positions = positions, .first_span = padding / geometry->span, .sweeps = positions / 2 + has_half_sweep};
    row.end_span = micronas_minimum(micronas_maximum(last_span + 1, row.sweeps), row.sweeps + geometry->pairs - 1);
    return row;
}

/* Both halves of one line: they reach their borders at different times, so that the words outside the image are zeros. */
static packed_row measure_halves(const packed_geometry *geometry)
{
    packed_row row = {.positions = (geometry->lines.positions + 1) / 2};
    row.sweeps = row.positions / 2 + 1;
    row.end_span = row.sweeps + geometry->pairs - 1;
    return row;
}

static int32_t row_bytes(const packed_geometry *geometry, const packed_row *row)
{
    return (row->end_span - row->first_span) * geometry->lines.stride * geometry->channels * MICRONAS_PACKED_STEP_BYTES;
}

/* Sweeps run from the last outputs to the first; `weights` is the address or offset of the first weight word. */
static void list_sweeps(const packed_geometry *geometry, const packed_row *row, uint32_t weights, int32_t chunk)
{
    const int32_t stride = geometry->lines.stride;
    const int32_t group_bytes = geometry->channels * MICRONAS_PACKED_STEP_BYTES;
    const int32_t advance = geometry->lines.output_position;
    micronas_packed_sweep *sweep = row->list;
    for (int32_t n = row->sweeps - 1; n >= 0; n--) {
        const int32_t first_pair = micronas_maximum(0, row->first_span - n);
        const int32_t end_pair = micronas_minimum(geometry->pairs, row->end_span - n);
        const int32_t first_group = first_pair * stride;
        const int32_t groups = micronas_minimum(end_pair * stride, geometry->groups) - first_group;
        const int32_t steps = groups * geometry->channels;
        const int32_t first_chunk = (steps - 1) % chunk + 1;
        sweep->weights = weights + (uint32_t)(first_group * group_bytes);
        sweep->activations = (n + first_pair - row->first_span) * stride * group_bytes;
        sweep->stop = sweep->weights + (uint32_t)(first_chunk * MICRONAS_PACKED_STEP_BYTES);
        sweep->end = sweep->weights + (uint32_t)(groups * group_bytes);
        sweep->entry = micronas_packed_entry(first_chunk);
        sweep->output = 2 * n * advance;
        sweep->advance = advance;
        /* What the first sweep computes beyond the line goes where a later sweep writes the right bytes. */
        if (2 * n == row->positions) {
            sweep->output -= 2 * advance;
        } else if (2 * n + 1 == row->positions) {
            sweep->advance = n == 0 ? 0 : -advance;
        }
        sweep++;
    }
    *sweep = (micronas_packed_sweep){.entry = micronas_packed_exit()};
}

/* Where words come from: taps of two lines, or of two channels' filters. */
typedef struct {
    micronas_packed_runs runs; /* at tap 0 */
    int32_t shift[MICRONAS_PACKED_RUNS]; /* taps from the one that a word is asked for to the one that the run holds there; at least 0 */
    int32_t taps, tap_bytes;
    const int8_t *outside; /* what is packed for taps that do not exist */
    int32_t offset;        /* added to every value */
} packed_source;

/* A word's low part, or its high part, of both lines or channels: the low parts are runs 0 and 1. */
static void open_runs(packed_source *source, int32_t run, const int8_t *first, int32_t first_shift, const int8_t *second, int32_t second_shift)
{
    source->runs.values[run] = first + first_shift * source->tap_bytes;
    source->shift[run] = first_shift;
    source->runs.values[run + 1] = second + second_shift * source->tap_bytes;
    source->shift[run + 1] = second_shift;
}

/* Words for `groups` pairs of taps: every phase of the stride, then the next span. */
static void pack_groups(const packed_geometry *geometry, const packed_source *source, int32_t tap, int32_t groups, uint32_t *words)
{
    const int32_t stride = geometry->lines.stride;
    int32_t reach = 0;
    for (int32_t i = 0; i < MICRONAS_PACKED_RUNS; i++) {
        reach = micronas_maximum(reach, source->shift[i]);
    }
    int32_t phase = 0;
    for (int32_t group = 0; group < groups; group++) {
        const int32_t place = tap * source->tap_bytes;
        micronas_packed_runs runs;
        if (tap >= 0 && tap + reach < source->taps) {
            for (int32_t i = 0; i < MICRONAS_PACKED_RUNS; i++) {
                runs.values[i] = source->runs.values[i] + place;
            }
        } else {
            for (int32_t i = 0; i < MICRONAS_PACKED_RUNS; i++) {
                const int32_t held = tap + source->shift[i];
                runs.values[i] = held >= 0 && held < source->taps ? source->runs.values[i] + place : source->outside;
            }
        }
        words = micronas_pack(&runs, words, geometry->channels, source->offset);
        tap++;
        phase++;
        if (phase == stride) {
            phase = 0;
            tap += stride;
        }
    }
}

static void load_channels(const micronas_convolution *convolution, int32_t channel, micronas_packed_tile *tile)
{
    const int32_t center = INT32_C(1) << (MICRONAS_PACKED_FIELD - 1);
    for (int32_t i = 0; i < 2; i++) {
        const int32_t shift = convolution->shift[channel + i];
        const int32_t initial = convolution->bias[channel + i] - center;
        /*
         * The first sweep has no predecessor, whose low fields would bring the bias. Twice the bias may wrap before the fields come to it;
         * twice the sum does not.
         */
        const micronas_packed_sums sums = {
            .high = convolution->bias[channel + i], .low = initial, .middle = (int32_t)(2u * (uint32_t)initial)};
        tile->initial[i].low = sums.low;
        tile->initial[i].middle = sums.middle;
        tile->channels[i] = (micronas_packed_channel){
            .lines = {sums, sums},
            .multiplier = convolution->multiplier[channel + i],
            .rounding = micronas_quick_rounding(shift, convolution->output_offset),
            .right_shift = -shift,
        };
    }
}

/* One call: what does not change between strips, and where scratch lies. */
typedef struct {
    packed_geometry geometry;
    packed_row whole, halves;
    int32_t rows;           /* pairs of lines */
    int32_t split_row;      /* the row that is one line's halves; none is */
    int32_t split_distance; /* positions from one half to the other; an odd number is computed by both */
    int32_t row_words;
    const int8_t *outside, *zeros; /* [C_in] */
    uint32_t *weights, *strip;
} packed_call;

static packed_call lay_out(const micronas_convolution *convolution, void *scratch)
{
    packed_call call = {.geometry = measure(convolution)};
    const int32_t channels = convolution->input_channels;
    call.whole = measure_line(&call.geometry);
    call.halves = measure_halves(&call.geometry);
    call.whole.list = scratch;
    call.halves.list = call.whole.list + call.whole.sweeps + 1;
    call.rows = (call.geometry.lines.count + 1) / 2;
    call.split_row = call.rows;
    call.split_distance = call.geometry.lines.positions - call.halves.positions;
    int32_t bytes = row_bytes(&call.geometry, &call.whole);
    int8_t *values = (int8_t *)call.halves.list;
    if (convolution->split_last) {
        call.split_row--;
        bytes = micronas_maximum(bytes, row_bytes(&call.geometry, &call.halves));
        values = (int8_t *)(call.halves.list + call.halves.sweeps + 1);
    }
    call.row_words = bytes / (int32_t)sizeof(uint32_t);
    memset(values, -convolution->input_offset, (size_t)channels);
    memset(values + channels, 0, (size_t)channels);
    call.outside = values;
    call.zeros = values + channels;
    call.weights = (uint32_t *)(void *)(values + 2 * channels);
    call.strip = call.weights + 2 * call.geometry.groups * channels;
    return call;
}

static void pack_row(const packed_call *call, int32_t offset, const int8_t *input, int32_t row, uint32_t *words)
{
    const packed_geometry *const geometry = &call->geometry;
    const micronas_lines *const lines = &geometry->lines;
    const packed_row *const form = row == call->split_row ? &call->halves : &call->whole;
    const int32_t shift = row == call->split_row ? call->split_distance * lines->stride : 0;
    const int8_t *const line = input + 2 * row * lines->input_line;
    const int8_t *const second = 2 * row + 1 < lines->count ? line + lines->input_line : line;
    packed_source source = {.taps = lines->taps, .tap_bytes = lines->input_tap, .outside = call->outside, .offset = offset};
    open_runs(&source, 0, line, 0, second, shift);
    open_runs(&source, 2, line, lines->stride, second, shift + lines->stride);
    pack_groups(geometry, &source, form->first_span * geometry->span - lines->padding - geometry->lead,
                (form->end_span - form->first_span) * lines->stride, words);
}

static void pack_filters(const packed_call *call, const int8_t *filters)
{
    const packed_geometry *const geometry = &call->geometry;
    const int32_t stride = geometry->lines.stride;
    const int8_t *const second = filters + geometry->lines.kernel * geometry->channels;
    packed_source source = {.taps = geometry->lines.kernel, .tap_bytes = geometry->channels, .outside = call->zeros};
    open_runs(&source, 0, filters, stride, second, stride);
    open_runs(&source, 2, filters, 0, second, 0);
    pack_groups(geometry, &source, -geometry->lead, geometry->groups, call->weights);
}

static void run_row(const packed_call *call, micronas_packed_tile *tile, int8_t *output, int32_t row, const uint32_t *words)
{
    const micronas_lines *const lines = &call->geometry.lines;
    tile->sweeps = call->whole.list;
    tile->second_line = 2 * row + 1 < lines->count ? lines->output_line : 0;
    if (row == call->split_row) {
        tile->sweeps = call->halves.list;
        tile->second_line = call->split_distance * lines->output_position;
    }
    tile->activations = words;
    tile->output = output + 2 * row * lines->output_line;
    micronas_run_packed(tile);
}

void micronas_convolve_packed(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    const packed_call call = lay_out(convolution, scratch);
    const int32_t steps = call.geometry.groups * call.geometry.channels;
    const int32_t filter_size = call.geometry.lines.kernel * call.geometry.channels;
    const uint32_t weights = MICRONAS_PACKED_DSP ? (uint32_t)(uintptr_t)call.weights : 0;
    micronas_packed_tile tile = {.weights = call.weights};
    int32_t chunk = 0;

    for (int32_t begin = 0; begin < call.rows; begin += convolution->rows) {
        const int32_t end = micronas_minimum(call.rows, begin + convolution->rows);
        for (int32_t row = begin; row < end; row++) {
            pack_row(&call, convolution->input_offset, input, row, call.strip + (row - begin) * call.row_words);
        }

        for (int32_t channel = 0; channel < convolution->output_channels; channel += 2) {
            const int32_t parts = convolution->parts[channel / 2];
            const int32_t safe_chunk = (steps + parts - 1) / parts;
            if (safe_chunk != chunk) {
                chunk = safe_chunk;
                list_sweeps(&call.geometry, &call.whole, weights, chunk);
                if (call.split_row < call.rows) {
                    list_sweeps(&call.geometry, &call.halves, weights, chunk);
                }
                tile.chunk_bytes = chunk * MICRONAS_PACKED_STEP_BYTES;
                tile.chunk_entry = micronas_packed_entry(chunk);
            }
            pack_filters(&call, convolution->weights + channel * filter_size);
            load_channels(convolution, channel, &tile);
            for (int32_t row = begin; row < end; row++) {
                run_row(&call, &tile, output + channel, row, call.strip + (row - begin) * call.row_words);
            }
        }
    }
}
#endif
