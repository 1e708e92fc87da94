#include "micronas_flavour.h"
#include "micronas_lines.h"
#include "micronas_tile.h"

#include <string.h>

#if MICRONAS_HAS_MVE

void micronas_convolve_lines(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    micronas_convolve_mve(convolution, input, output, scratch);
}

#else

/* Taps outside the image are left out: positions near the borders have sweeps of their own. Returns the end of the list. */
static micronas_segment *list_segments(const micronas_lines *lines, micronas_segment *segments)
{
    int32_t whole = 0; /* 1 while the last segment holds whole sweeps */
    for (int32_t position = 0; position < lines->positions; position++) {
        const int32_t start = position * lines->stride - lines->padding;
        const int32_t first = micronas_maximum(0, -start);
        const int32_t end = micronas_minimum(lines->kernel, lines->taps - start);
        const int32_t is_whole = end - first == lines->kernel;
        if (is_whole && whole) {
            segments[-1].last_offset += segments[-1].activation_advance;
            continue;
        }
        whole = is_whole;
        *segments++ = (micronas_segment){
            .activation_offset = (start + first) * lines->tap_bytes,
            .weight_offset = first * lines->tap_bytes,
            .sweep_bytes = (end - first) * lines->tap_bytes,
            .last_offset = 0,
            .activation_advance = lines->stride * lines->tap_bytes,
        };
    }
    *segments++ = (micronas_segment){0};
    return segments;
}

/*
 * An odd last line is paired with its own second half. Where the halves meet, an odd number of positions is computed twice. Taps outside
 * the image are zeros: the halves reach their borders at different times.
 */
static void widen_halves(const micronas_lines *lines, const int8_t *line, const int8_t *outside, int32_t offset, int16_t *destination)
{
    const int32_t half = (lines->positions + 1) / 2;
    const int32_t distance = (lines->positions - half) * lines->stride;
    const int32_t count = (half - 1) * lines->stride + lines->kernel;
    const int32_t groups = lines->tap_bytes / MICRONAS_GROUP_BYTES;
    for (int32_t i = 0; i < count; i++) {
        const int32_t first = i - lines->padding;
        const int32_t second = first + distance;
        destination = micronas_widen(first >= 0 && first < lines->taps ? line + first * lines->input_tap : outside,
                                     second >= 0 && second < lines->taps ? line + second * lines->input_tap : outside, destination, groups,
                                     offset, 1, 0);
    }
}

static void widen_lines(const micronas_lines *lines, const int8_t *first, const int8_t *second, int32_t offset, int16_t *destination)
{
    const int32_t groups = lines->tap_bytes / MICRONAS_GROUP_BYTES;
    const int is_contiguous = lines->input_tap == groups * MICRONAS_GROUP;
    micronas_widen(first, second, destination, is_contiguous ? groups * lines->taps : groups, offset, is_contiguous ? 1 : lines->taps,
                   lines->input_tap);
}

void micronas_convolve_lines(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    const micronas_lines lines = micronas_lines_of(convolution);
    const int32_t offset = convolution->input_offset;
    const int32_t half = (lines.positions + 1) / 2;
    const int32_t rows = (lines.count + 1) / 2;
    /* With split_last the last row is one line's halves, without it an odd last line is computed again with its neighbour. */
    const int32_t split_row = convolution->split_last ? rows - 1 : rows;
    const int32_t row_taps =
        convolution->split_last ? micronas_maximum(lines.taps, (half - 1) * lines.stride + lines.kernel) : lines.taps;
    const int32_t row_bytes = row_taps * lines.tap_bytes;
    const micronas_segment split_segments[2] = {
        {.sweep_bytes = lines.kernel * lines.tap_bytes,
         .last_offset = (half - 1) * lines.stride * lines.tap_bytes,
         .activation_advance = lines.stride * lines.tap_bytes},
        {0},
    };

    micronas_segment *const segments = scratch;
    int8_t *const outside = (int8_t *)list_segments(&lines, segments);
    int16_t *const weights = (int16_t *)(void *)(outside + micronas_align(convolution->input_channels));
    int16_t *const strip = weights + lines.kernel * lines.tap_bytes / 2;
    memset(outside, -offset, (size_t)convolution->input_channels);

    for (int32_t strip_begin = 0; strip_begin < rows; strip_begin += convolution->rows) {
        const int32_t strip_end = micronas_minimum(rows, strip_begin + convolution->rows);
        for (int32_t row = strip_begin; row < strip_end; row++) {
            int16_t *const destination = strip + (row - strip_begin) * row_bytes / 2;
            const int32_t line = row == split_row ? 2 * row : micronas_minimum(2 * row, micronas_maximum(lines.count - 2, 0));
            const int8_t *const first = input + line * lines.input_line;
            if (row == split_row) {
                widen_halves(&lines, first, outside, offset, destination);
            } else {
                widen_lines(&lines, first, line + 1 < lines.count ? first + lines.input_line : first, offset, destination);
            }
        }

        for (int32_t channel = 0; channel < convolution->output_channels; channel = micronas_next_channels(convolution, channel)) {
            micronas_tile_channels channels;
            micronas_load_channels(convolution, channel, &channels, weights);
            for (int32_t row = strip_begin; row < strip_end; row++) {
                const int32_t line = row == split_row ? 2 * row : micronas_minimum(2 * row, micronas_maximum(lines.count - 2, 0));
                const int32_t second_line = line + 1 < lines.count ? lines.output_line : 0;
                const micronas_tile_input tiles = {row == split_row ? split_segments : segments,
                                                   strip + (row - strip_begin) * row_bytes / 2, weights};
                const micronas_tile_output place = {output + line * lines.output_line + channel,
                                                    row == split_row ? (lines.positions - half) * lines.output_position : second_line,
                                                    lines.output_position};
                micronas_run_tiles(&tiles, &channels, &place);
            }
        }
    }
}

#endif
