/*
 * What the convolution kernels share: tiles of two pixels by two output channels.
 *
 * Both operands are widened ahead, in groups of four inputs of two pixels (or four weights of two channels): 16 bytes,
 *   first (0, 2), first (1, 3), second (0, 2), second (1, 3)
 * as int16, the pairs that SXTB16 makes and SMLAD eats. Input offsets are added on the way, so that a tap outside the image is a zero,
 * or is left out.
 */
#ifndef MICRONAS_TILE_H
#define MICRONAS_TILE_H

#include "micronas_arithmetic.h"
#include "micronas_tile_dsp.h"

enum { MICRONAS_GROUP = 4, MICRONAS_GROUP_BYTES = 16 };

/* Output positions in a row that sweep equally many taps; all offsets in bytes of widened operands. */
typedef struct {
    int32_t activation_offset;  /* of the first position's first tap */
    int32_t weight_offset;      /* of the first tap that is inside the image */
    int32_t sweep_bytes;        /* groups of a sweep * 16; 0 ends a list */
    int32_t last_offset;        /* from the first position to the last */
    int32_t activation_advance; /* from a position to the next */
} micronas_segment;

/* What quick requantization takes: the rounding term holds the output offset. */
typedef struct {
    int32_t multiplier, rounding, right_shift;
} micronas_tile_requantization;

/* A pair of output channels; micronas_tile_dsp.S knows the order. */
typedef struct {
    micronas_tile_requantization requantization[2]; /* only with `quick` */
    int32_t bias[2];
    int32_t quick; /* as in the convolution */
    const micronas_convolution *convolution;
    int32_t channel; /* the first */
} micronas_tile_channels;

/* Where the results of a row of tiles go; all in bytes. */
typedef struct {
    int8_t *output;  /* the first pixel's first channel */
    int32_t second;  /* from the first pixel of a tile to the second */
    int32_t advance; /* from a tile to the next */
} micronas_tile_output;

/* A row of widened activations and the weights of one pair of channels. */
typedef struct {
    const micronas_segment *segments;
    const void *activations;
    const void *weights;
} micronas_tile_input;

/* Bytes of scratch rounded up to what kernels align their parts to. */
static inline int32_t micronas_align(int32_t bytes)
{
    return (bytes + 15) & ~15;
}

/*
 * Widens `taps` runs of `groups` groups from two places at once, `tap_bytes` apart, and adds the offset to every value.
 * Returns the end of what it wrote.
 */
int16_t *micronas_widen(const int8_t *first, const int8_t *second, int16_t *destination, int32_t groups, int32_t offset, int32_t taps,
                        int32_t tap_bytes);

/* Fetches what the tiles of channels `channel` and `channel + 1` need; their weights go to `weights`, groups padded with zeros. */
void micronas_load_channels(const micronas_convolution *convolution, int32_t channel, micronas_tile_channels *channels, int16_t *weights);

/* Computes the tiles of all segments. */
void micronas_run_tiles(const micronas_tile_input *input, const micronas_tile_channels *channels, const micronas_tile_output *output);

/* Requantizes the sums of pixel 0 (both channels), then of pixel 1, whose outputs are `second` bytes further, for any multipliers. */
void micronas_store_tile(const micronas_tile_channels *channels, const int32_t sums[4], int8_t *output, int32_t second);

/* The next pair of channels; an odd last channel is computed again with its neighbour. Starts at 0, ends at N. */
static inline int32_t micronas_next_channels(const micronas_convolution *convolution, int32_t channel)
{
    const int32_t left = convolution->output_channels - channel - 2;
    return left == 1 ? channel + 1 : channel + 2;
}

#endif
